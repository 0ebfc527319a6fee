import assert from "node:assert/strict";
import { configuredCluster } from "../../../commands/stack/cluster";
import { deleteState } from "../../../commands/stack/storage";
import type { FlinkClient } from "../../../operations/flink/client";
import { deleteHaConfigMaps } from "../../../operations/haConfigMaps";
import { podsOf } from "../../../operations/pods";
import { location } from "../../../operations/storage/location";
import { waitFor } from "../../../operations/wait";
import { kubectl, sandbox } from "../../../sandbox/client";
import { assertUnharmed, failOver } from "../../support/failover";
import { readSink, type SinkContents } from "../../support/sinkReader";
import { type RunningJob, TestStack } from "../../support/testStack";
import { markdown } from "../evidence";
import { directFlink } from "../support/directFlink";
import { checkpointBegun, freshPods, jvmsOf, type Victim } from "../support/kill";
import { seeded, shuffled, spread } from "../support/random";
import { CLUSTER_CODE, type Figures, type Row, type RowRecord, type Table } from "../table";

const JOB_MANAGERS = 2;
/** How long a checkpoint takes at least, so that one can be hit in its middle. */
const CHECKPOINT_MS = 1000;

interface Cluster {
  readonly stack: TestStack;
  readonly running: RunningJob;
  readonly rest: FlinkClient;
}

/** What is killed when. */
interface Kill {
  readonly victim: Victim;
  readonly duringCheckpoint: boolean;
  /** Records that the job still processes before; where in the checkpoint's interval the kill falls. */
  readonly records: number;
}

const LEADER_KILLS = 20;
const OTHER_KILLS = 5;

export const kills: Table<Cluster> = {
  name: "kills",
  title: "Processes killed with -9: the job comes back from its newest completed checkpoint and loses nothing",
  covers: [
    ...CLUSTER_CODE,
    "test/acceptance/tables/kills.ts",
    "test/acceptance/support/directFlink.ts",
    "test/acceptance/support/kill.ts",
    "test/acceptance/support/random.ts",
  ],
  columns: ["killed", "moment", "recovery s", "newest completed", "restored", "records", "gaps", "repeats"],

  rows(seed) {
    const random = seeded(seed);
    const planned = [
      ...plan("leader", LEADER_KILLS, 8),
      ...plan("taskmanager", OTHER_KILLS, 2),
      ...plan("both", OTHER_KILLS, 2),
    ];
    const rows: Row<Cluster>[] = shuffled(planned, random).map((kill, index) => {
      const timed = { ...kill, records: Math.floor(random() * 800) };
      return { id: `${String(index + 1).padStart(2, "0")} ${kill.victim}`, run: (cluster) => killOnce(cluster, timed) };
    });
    return [...rows, { id: "sink", run: sinkIsComplete }, { id: "control", run: lossIsSeen }];
  },

  async setUp() {
    const stack = await TestStack.attach("acc-kills", "flink-acceptance");
    const { job, flinkConfiguration } = stack.cluster() as { job: { arguments: string[] }; flinkConfiguration: object };
    stack.configure({
      job: { ...job, arguments: [...job.arguments, "--checkpoint-delay-ms", String(CHECKPOINT_MS)] } as never,
      // What REST tells must not be older than what is measured by it.
      flinkConfiguration: { ...flinkConfiguration, "web.refresh-interval": "50" },
    });
    // What is in the sink belongs to the job that wrote it: to one that a killed run left, or to none.
    if (Object.keys(await stack.outputs()).length === 0) await deleteState(stack.stack, configuredCluster(stack.stack));
    await stack.bringUp();
    return { stack, running: await stack.runningJob(), rest: await directFlink(stack) };
  },

  tearDown: ({ stack }) => stack.dispose(),

  summary(records) {
    const rows = ["leader", "taskmanager", "both"].map((victim) => {
      const seconds = records
        .filter(({ passed, figures }) => passed && figures.killed === victim)
        .map(({ figures }) => Number(figures["recovery s"]));
      const { min, median, max } = spread(seconds);
      return [victim, seconds.length, min, median, max];
    });
    return `Recovery: from the kill to all tasks RUNNING.\n\n${markdown(["killed", "times", "min s", "median s", "max s"], rows)}`;
  },
};

function plan(victim: Victim, times: number, duringCheckpoint: number): Omit<Kill, "records">[] {
  return Array.from({ length: times }, (_, index) => ({ victim, duringCheckpoint: index < duringCheckpoint }));
}

async function killOnce({ stack, running, rest }: Cluster, kill: Kill): Promise<Figures> {
  await freshPods(stack, JOB_MANAGERS);
  const { totals } = await running.again(() => true);
  await running.again(({ records }) => records >= totals.records + kill.records);
  const jvms = await jvmsOf(stack, kill.victim);
  let begun: number | undefined;
  const moment = async () =>
    void (begun = kill.duringCheckpoint ? await checkpointBegun(rest, running.id, CHECKPOINT_MS) : undefined);
  const failover = await failOver(stack, running, () => jvms.forEach((jvm) => process.kill(jvm, "SIGKILL")), moment);
  if (begun !== undefined) assert.ok(failover.restored < begun, `checkpoint ${begun} was completed before the kill`);
  return {
    killed: kill.victim,
    moment: begun === undefined ? `${kill.records} records later` : `during checkpoint ${begun}`,
    "recovery s": failover.seconds,
    "newest completed": failover.newest,
    restored: failover.restored,
    records: failover.totals.records,
    gaps: failover.totals.gaps,
    repeats: failover.totals.repeats,
  };
}

async function sinkOf({ stack }: Cluster): Promise<SinkContents> {
  const { bucket, prefix } = location(stack.sink);
  return readSink({ ...sandbox().s3, bucket, prefix });
}

async function sinkIsComplete(cluster: Cluster, earlier: RowRecord[]): Promise<Figures> {
  const { records, gaps, repeats, keys } = await sinkOf(cluster);
  assert.deepEqual({ gaps, repeats, keys }, { gaps: 0, repeats: 0, keys: 16 });
  const verified = Math.max(...earlier.map(({ figures }) => Number(figures.records ?? 0)));
  assert.ok(records >= verified / 2, `${records} records in the sink, ${verified} were verified`);
  return { records, gaps, repeats };
}

/** The same job into the same sink, from nothing: whoever does not see that would see no loss at all. */
async function lossIsSeen(cluster: Cluster): Promise<Figures> {
  const { stack, running } = cluster;
  const before = await running.again(() => true);
  const deployment = `deployment/${stack.name}-g1-jobmanager`;
  const scale = (replicas: number) =>
    kubectl(["scale", deployment, `--replicas=${replicas}`, "--namespace", stack.namespace]);
  await scale(0);
  await waitFor({
    what: "the JobManagers to be gone",
    seconds: 120,
    todo: "Look at the pods.",
    look: async () =>
      (await podsOf(stack.core, stack.namespace, stack.name, "jobmanager")).length === 0 ? true : undefined,
  });
  const deleted = await deleteHaConfigMaps(stack.core, stack.namespace, stack.name);
  assert.ok(deleted.length >= 2, `only ${deleted.join(", ")} were there to be deleted`);
  await scale(JOB_MANAGERS);
  const after = await running.again(({ startedAt }) => startedAt !== before.totals.startedAt);
  assert.throws(() => assertUnharmed(before.totals, after.totals), /began anew from nothing/);
  const { records, gaps, repeats } = await waitFor({
    what: "the sink to show repeats",
    seconds: 60,
    todo: "The check of the sink would not notice a job that began anew.",
    look: async () => {
      const contents = await sinkOf(cluster);
      return contents.repeats > 0 ? contents : undefined;
    },
  });
  return { moment: "HA metadata deleted, job restored from nothing: loss reported", records, gaps, repeats };
}
