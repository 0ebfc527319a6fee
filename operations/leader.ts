import type { CoreV1Api, V1Pod } from "@kubernetes/client-node";
import { containerProcesses } from "../sandbox/client";

/** Key of the leader's REST address in Flink's leader ConfigMap: `<session id>,http://<pod IP>:8081`. */
const LEADER_KEY = "org.apache.flink.k8s.leader.restserver";
const CONTAINER = "flink-main-container";

/** The pod of the JobManager that leads the newest generation of a cluster; undefined while none leads. */
export async function leaderPod(core: CoreV1Api, namespace: string, clusterId: string): Promise<V1Pod | undefined> {
  const pods = await podsOf(core, namespace, clusterId, "jobmanager");
  const { items } = await core.listNamespacedConfigMap({ namespace, labelSelector: "type=flink-native-kubernetes" });
  const maps = items.filter(
    ({ metadata }) => metadata!.name!.startsWith(`${clusterId}-g`) && metadata!.name!.endsWith("-cluster-config-map"),
  );
  const addresses = maps.map(({ data }) => /http:\/\/([^:]+):/.exec(data?.[LEADER_KEY] ?? "")?.[1]);
  return pods.find((pod) => pod.status?.podIP !== undefined && addresses.includes(pod.status.podIP));
}

/** Pods of a role that are not being deleted. */
export async function podsOf(
  core: CoreV1Api,
  namespace: string,
  clusterId: string,
  role: "jobmanager" | "taskmanager",
): Promise<V1Pod[]> {
  const labelSelector = `app.kubernetes.io/instance=${clusterId},app.kubernetes.io/component=${role}`;
  const { items } = await core.listNamespacedPod({ namespace, labelSelector });
  return items.filter((pod) => pod.metadata?.deletionTimestamp === undefined);
}

/** Kills the leading JobManager's JVM with SIGKILL from the host of the sandbox; returns the pod's name. */
export async function killLeader(core: CoreV1Api, namespace: string, clusterId: string): Promise<string> {
  const leader = await leaderPod(core, namespace, clusterId);
  if (leader === undefined)
    throw new Error(`Cluster ${clusterId} in ${namespace} has no leading JobManager right now.`);
  return killProcess(leader);
}

/** Kills the JVM of a Flink pod with SIGKILL; returns the pod's name. */
export async function killProcess(pod: V1Pod): Promise<string> {
  const { name, namespace } = pod.metadata!;
  const [jvm] = await containerProcesses(namespace!, name!, CONTAINER);
  if (jvm === undefined) throw new Error(`Pod ${name} runs no Flink process right now.`);
  process.kill(jvm, "SIGKILL");
  return name!;
}
