import { existsSync } from "node:fs";
import { processesOfContainer } from "./containers";
import { StepError } from "../toolchain/steps";
import { kubectl } from "./kubectl";
import { type ProcessRecord, recordedNames, running } from "./processes";
import { BUCKET, CONTEXT, NAMESPACE, NODE, paths } from "./layout";
import { type StoreAccess, storeAccess } from "./store";

export { crash } from "./crash";
export { down, reset, up } from "./node";
export { status, type ProcessStatus, type SandboxStatus } from "./status";
export { answerInPods } from "./hosts";
export { kubectl } from "./kubectl";
export { ensureNamespace } from "./namespace";
export { ensureBucket, storeClient, type StoreAccess } from "./store";
export { importImage } from "./images";
export { logFile } from "./processes";

/** The S3 store as clients on the host and in pods reach it. */
export interface SandboxStore extends StoreAccess {
  bucket: string;
}

/** What commands and tests need to know of the sandbox. */
export interface Sandbox {
  root: string;
  kubeconfig: string;
  context: string;
  node: string;
  namespace: string;
  s3: SandboxStore;
  /** JSON lines; older ones lie beside it as audit-<time>.log. */
  auditLog: string;
  logs: string;
}

/** Where the sandbox's cluster and store are. It must have been up once. */
export function sandbox(): Sandbox {
  const { root, kubeconfig, auditLog, logs } = paths();
  if (!existsSync(kubeconfig))
    throw new StepError({ what: "There is no sandbox yet", todo: "Start it: npm run sandbox -- up" });
  const s3 = { ...storeAccess(), bucket: BUCKET };
  return { root, kubeconfig, context: CONTEXT, node: NODE, namespace: NAMESPACE, s3, auditLog, logs };
}

/** The sandbox's processes that run, by name. */
export function processes(): Record<string, ProcessRecord> {
  const live = recordedNames().map((name) => [name, running(name)] as const);
  return Object.fromEntries(live.filter((entry): entry is [string, ProcessRecord] => entry[1] !== undefined));
}

/** Host pids of a running container, its JVM first when there is one; empty when the container does not run. */
export async function containerProcesses(namespace: string, pod: string, container: string): Promise<number[]> {
  const { status } = JSON.parse(
    await kubectl(["get", "pod", pod, "--namespace", namespace, "--output=json"]),
  ) as PodWithStatus;
  const id = status.containerStatuses
    ?.find(({ name }) => name === container)
    ?.containerID?.replace("containerd://", "");
  return id ? processesOfContainer(id) : [];
}

interface PodWithStatus {
  status: { containerStatuses?: { name: string; containerID?: string }[] };
}
