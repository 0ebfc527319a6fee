import type { CoreV1Api, V1Pod } from "@kubernetes/client-node";
import { leaderPod } from "../../operations/leader";
import { containerProcesses } from "../../sandbox/client";

const CONTAINER = "flink-main-container";

/** The process of a Flink pod on the host of the sandbox; undefined while its container does not run. */
export async function jvmOf({ metadata }: V1Pod): Promise<number | undefined> {
  return (await containerProcesses(metadata!.namespace!, metadata!.name!, CONTAINER))[0];
}

/** Kills the JVM of a Flink pod with SIGKILL; returns the pod's name. */
export async function killProcess(pod: V1Pod): Promise<string> {
  const name = pod.metadata!.name!;
  const jvm = await jvmOf(pod);
  if (jvm === undefined) throw new Error(`Pod ${name} runs no Flink process right now.`);
  process.kill(jvm, "SIGKILL");
  return name;
}

/** Kills the leading JobManager's JVM with SIGKILL; returns the pod's name. */
export async function killLeader(core: CoreV1Api, namespace: string, clusterId: string): Promise<string> {
  const leader = await leaderPod(core, namespace, clusterId);
  if (leader === undefined)
    throw new Error(`Cluster ${clusterId} in ${namespace} has no leading JobManager right now.`);
  return killProcess(leader);
}
