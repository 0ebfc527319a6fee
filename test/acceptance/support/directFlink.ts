import { FlinkClient } from "../../../operations/flink/client";
import { DirectAddress } from "../../../operations/flink/directAddress";
import type { TestStack } from "../../support/testStack";

const PORT = 8081;

/** Flink's REST API straight from the host of the sandbox, by the address of the cluster's REST Service. */
export async function directFlink(stack: TestStack): Promise<FlinkClient> {
  const { restService: name } = await stack.outputs();
  const { spec } = await stack.core.readNamespacedService({ name, namespace: stack.namespace });
  return flinkAt(spec!.clusterIP!);
}

/** The same of one JobManager, by the address of its pod. */
export function flinkAt(ip: string): FlinkClient {
  return new FlinkClient(new DirectAddress(`http://${ip}:${PORT}`));
}
