import type { V1Pod } from "@kubernetes/client-node";
import { jvmOf } from "../../../commands/lib/jvms";
import type { FlinkClient } from "../../../operations/flink/client";
import { leaderPod } from "../../../operations/leader";
import { podsOf } from "../../../operations/pods";
import { waitFor } from "../../../operations/wait";
import type { TestStack } from "../../support/testStack";

/** What is killed. */
export type Victim = "leader" | "taskmanager" | "both";

/** The JVMs to kill, looked up beforehand: the kill itself takes no time. */
export async function jvmsOf({ core, namespace, name }: TestStack, victim: Victim): Promise<number[]> {
  const jvms = [];
  if (victim !== "taskmanager") jvms.push(await runningJvm(() => leaderPod(core, namespace, name)));
  if (victim !== "leader")
    jvms.push(await runningJvm(async () => (await podsOf(core, namespace, name, "taskmanager"))[0]));
  return jvms;
}

function runningJvm(find: () => Promise<V1Pod | undefined>): Promise<number> {
  return waitFor({
    what: "a Flink process to kill",
    seconds: 60,
    todo: "Look at the pods.",
    look: async () => {
      const pod = await find();
      return pod && jvmOf(pod);
    },
  });
}

/** Waits until a checkpoint has just begun and returns its number: what follows at once happens in its middle. */
export function checkpointBegun(rest: FlinkClient, jobId: string, holdMs: number): Promise<number> {
  return waitFor({
    what: "a checkpoint to be in progress",
    seconds: 60,
    everyMs: 20,
    todo: "Look at the JobManager's log.",
    look: async () => {
      const { counts, history } = await rest.get<CheckpointHistory>(`jobs/${jobId}/checkpoints`);
      const begun = history.find(
        ({ status, trigger_timestamp }) => status === "IN_PROGRESS" && Date.now() - trigger_timestamp < holdMs / 2,
      );
      return counts.in_progress === 1 ? begun?.id : undefined;
    },
  });
}

interface CheckpointHistory {
  counts: { in_progress: number };
  history: { id: number; status: string; trigger_timestamp: number }[];
}

/**
 * Replaces pods whose container was restarted and waits until all are ready. The kubelet holds up each further restart
 * of a pod twice as long, up to five minutes: after some kills that, and not the failover, would be the figure.
 */
export async function freshPods(stack: TestStack, jobManagers: number): Promise<void> {
  const { core, namespace, name } = stack;
  const leader = (await leaderPod(core, namespace, name))?.metadata?.name;
  const pods = [
    ...(await podsOf(core, namespace, name, "jobmanager")),
    ...(await podsOf(core, namespace, name, "taskmanager")),
  ];
  const used = pods.filter((pod) => restarts(pod) > 0 && pod.metadata!.name !== leader);
  for (const pod of used)
    await core.deleteNamespacedPod({ name: pod.metadata!.name!, namespace, gracePeriodSeconds: 0 });
  await waitFor({
    what: "all pods to be ready",
    seconds: 180,
    todo: `Look at the pods of ${name}.`,
    look: async () => {
      const ready = (await podsOf(core, namespace, name, "jobmanager")).filter(isReady);
      const workers = (await podsOf(core, namespace, name, "taskmanager")).filter(isReady);
      return ready.length === jobManagers && workers.length > 0 ? true : undefined;
    },
  });
}

function restarts(pod: V1Pod): number {
  return pod.status?.containerStatuses?.[0]?.restartCount ?? 0;
}

function isReady(pod: V1Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
