import assert from "node:assert/strict";
import type { CoreV1Api } from "@kubernetes/client-node";
import type { RunningJob, TestStack, Totals } from "./testStack";

/** What one failover was like. */
export interface Failover {
  /** From the kill to all tasks RUNNING. */
  readonly seconds: number;
  /** The checkpoint that the job came back from. */
  readonly restored: number;
  readonly totals: Totals;
}

/**
 * Kills something and waits until the job is back; asserts that it came back from the newest completed checkpoint
 * and that nothing was lost or doubled.
 */
export async function failOver(stack: TestStack, running: RunningJob, kill: () => Promise<unknown>): Promise<Failover> {
  const before = await running.again(() => true);
  const killed = Date.now();
  await kill();
  const newest = await newestCheckpoint(stack.core, stack.namespace, running.id);
  const back = await running.backAgain(killed);
  const seconds = (back - killed) / 1000;
  const after = await running.again(({ restores, records }) => restores > before.totals.restores && records > before.totals.records);

  const restored = after.checkpoints.latest.restored!.id;
  assert.ok(restored >= newest, `restored checkpoint ${restored}, but ${newest} was the newest completed one at the kill`);
  assert.equal(after.totals.startedAt, before.totals.startedAt, "the job began anew from nothing");
  assert.deepEqual({ gaps: after.totals.gaps, repeats: after.totals.repeats }, { gaps: 0, repeats: 0 });
  return { seconds, restored, totals: after.totals };
}

/** The newest completed checkpoint by Flink's own HA metadata: what a new leader must start from. */
async function newestCheckpoint(core: CoreV1Api, namespace: string, jobId: string): Promise<number> {
  const { items } = await core.listNamespacedConfigMap({ namespace, labelSelector: "type=flink-native-kubernetes" });
  const map = items.find(({ metadata }) => metadata!.name!.endsWith(`-${jobId}-config-map`));
  const ids = Object.keys(map?.data ?? {}).flatMap((key) => /^checkpointID-0*(\d+)$/.exec(key)?.[1] ?? []);
  assert.ok(ids.length > 0, `the HA metadata of job ${jobId} names no checkpoint`);
  return Math.max(...ids.map(Number));
}
