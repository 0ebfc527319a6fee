import assert from "node:assert/strict";
import { haConfigMaps } from "../../operations/haConfigMaps";
import type { RunningJob, TestStack, Totals } from "./testStack";

/** What one failover was like. */
export interface Failover {
  /** From the kill to all tasks RUNNING. */
  readonly seconds: number;
  /** The checkpoint that the job came back from. */
  readonly restored: number;
  /** The newest completed one at the kill. */
  readonly newest: number;
  readonly totals: Totals;
}

/**
 * Kills something, at the moment that `moment` waits for, and waits until the job is back; asserts that it came back
 * from the newest completed checkpoint and that nothing was lost or doubled.
 */
export async function failOver(
  stack: TestStack,
  running: RunningJob,
  kill: () => unknown,
  moment?: () => Promise<unknown>,
): Promise<Failover> {
  const before = await running.again(() => true);
  await moment?.();
  const killed = Date.now();
  await kill();
  const newest = await newestCheckpoint(stack, running.id);
  const back = await running.backAgain(killed);
  const seconds = (back - killed) / 1000;
  // Each JobManager answers from a cache of its own, which may be of before the kill.
  const after = await running.again(
    ({ restores, records }, { latest }) =>
      (latest.restored?.restore_timestamp ?? 0) > killed &&
      restores > before.totals.restores &&
      records > before.totals.records,
  );

  const restored = after.checkpoints.latest.restored!.id;
  assert.ok(
    restored >= newest,
    `restored checkpoint ${restored}, but ${newest} was the newest completed one at the kill`,
  );
  assertUnharmed(before.totals, after.totals);
  return { seconds, restored, newest, totals: after.totals };
}

/** Asserts by the job's own figures that it still has its state and that nothing was lost or doubled. */
export function assertUnharmed(before: Totals, after: Totals): void {
  assert.equal(after.startedAt, before.startedAt, "the job began anew from nothing");
  assert.deepEqual({ gaps: after.gaps, repeats: after.repeats }, { gaps: 0, repeats: 0 });
}

/** The newest completed checkpoint by Flink's own HA metadata: what a new leader must start from. */
async function newestCheckpoint({ core, namespace, name }: TestStack, jobId: string): Promise<number> {
  const maps = await haConfigMaps(core, namespace, name);
  const map = maps.find(({ metadata }) => metadata!.name!.endsWith(`-${jobId}-config-map`));
  const ids = Object.keys(map?.data ?? {}).flatMap((key) => /^checkpointID-0*(\d+)$/.exec(key)?.[1] ?? []);
  assert.ok(ids.length > 0, `the HA metadata of job ${jobId} names no checkpoint`);
  return Math.max(...ids.map(Number));
}
