import type { CoreV1Api, V1Pod } from "@kubernetes/client-node";
import { haConfigMaps } from "./haConfigMaps";
import { podsOf } from "./pods";

/** Key of the leader's REST address in Flink's leader ConfigMap: `<session id>,http://<pod IP>:8081`. */
const LEADER_KEY = "org.apache.flink.k8s.leader.restserver";

/** The pod of the JobManager that leads a generation of a cluster; undefined while none leads. */
export async function leaderPod(core: CoreV1Api, namespace: string, clusterId: string): Promise<V1Pod | undefined> {
  const pods = await podsOf(core, namespace, clusterId, "jobmanager");
  const maps = await haConfigMaps(core, namespace, clusterId);
  const addresses = maps.flatMap(({ data }) => /http:\/\/([^:]+):/.exec(data?.[LEADER_KEY] ?? "")?.[1] ?? []);
  return pods.find(({ status }) => status?.podIP !== undefined && addresses.includes(status.podIP));
}
