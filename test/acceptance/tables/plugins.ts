import assert from "node:assert/strict";
import { killLeader } from "../../../commands/lib/jvms";
import { reportStorage } from "../../../commands/storage/report";
import { S3Plugin } from "../../../components";
import { names } from "../../../components/model/names";
import { location, sameLocation } from "../../../operations/storage/location";
import type { ClusterReport, LifeReport } from "../../../operations/storage/report";
import { waitFor } from "../../../operations/wait";
import { kubectl, sandbox } from "../../../sandbox/client";
import { assertUnharmed, failOver } from "../../support/failover";
import { withPlugin } from "../../support/plugins";
import { readSink } from "../../support/sinkReader";
import { TestStack } from "../../support/testStack";
import { directFlink } from "../support/directFlink";
import { CLUSTER_CODE, type Figures, type Table } from "../table";

const NAMESPACE = "flink-acceptance";

/** Plugins whose file systems have a recoverable writer, which FileSink needs. */
const WITH_SINK = [S3Plugin.Hadoop, S3Plugin.Native];

export const plugins: Table<undefined> = {
  name: "plugins",
  title:
    "The three S3 plugins on an S3-compatible store: HA, checkpoints, savepoints and, where there is one, a file sink",
  covers: [
    ...CLUSTER_CODE,
    "cli",
    "commands",
    "operations",
    "toolchain/flink.ts",
    "toolchain/images.ts",
    "test/acceptance/tables/plugins.ts",
    "test/acceptance/support/directFlink.ts",
  ],
  columns: [
    "plugin",
    "file sink",
    "recovery s",
    "newest completed",
    "restored",
    "savepoint",
    "records",
    "gaps",
    "repeats",
    "records in the sink",
    "what was seen",
  ],
  rows: () => [
    ...Object.values(S3Plugin).map((plugin) => ({
      id: plugin,
      run: () => withStack(plugin, WITH_SINK.includes(plugin), keepsItsPromise),
    })),
    { id: `${S3Plugin.Presto} with a file sink`, run: () => withStack(S3Plugin.Presto, true, sinkIsRefused) },
  ],
  setUp: () => Promise.resolve(undefined),
  tearDown: () => Promise.resolve(),
};

async function withStack(
  plugin: S3Plugin,
  sink: boolean,
  run: (stack: TestStack, plugin: S3Plugin, sink: boolean) => Promise<Figures>,
): Promise<Figures> {
  const stack = await TestStack.create(`acc-${plugin.replace("flink-s3-fs-", "")}${sink ? "-sink" : ""}`, NAMESPACE);
  try {
    await stack.configure(withPlugin(stack, plugin, { sink })).up();
    return { plugin, "file sink": sink ? "yes" : "no", ...(await run(stack, plugin, sink)) };
  } finally {
    await stack.dispose();
  }
}

/** A killed leader, a stop with a savepoint and a start from it: nothing lost, nothing twice, and all state where it belongs. */
async function keepsItsPromise(stack: TestStack, plugin: S3Plugin, sink: boolean): Promise<Figures> {
  const [first, second] = [1, 2].map((generation) =>
    names({ clusterId: stack.name, namespace: NAMESPACE, generation }),
  );
  const running = await stack.runningJob();
  const failover = await failOver(stack, running, () => killLeader(stack.core, NAMESPACE, stack.name));
  const rest = await directFlink(stack);
  const savepoint = await rest.stopWithSavepoint(first.jobId, savepoints(stack));
  await rest.awaitState(first.jobId, "FINISHED");
  assertStored(await stored(stack), savepoint);

  await stack.configure(withPlugin(stack, plugin, { sink, generation: 2, initialSavepoint: savepoint })).up();
  const again = await stack.runningJob();
  const { totals, checkpoints } = await again.again(({ records }) => records > failover.totals.records);
  assert.equal(again.id, second.jobId);
  assert.ok(
    sameLocation(checkpoints.latest.restored!.external_path, savepoint),
    `restored ${checkpoints.latest.restored!.external_path}`,
  );
  assertUnharmed(failover.totals, totals);
  assert.equal(totals.restores, failover.totals.restores + 1);

  await rest.stopWithSavepoint(second.jobId, savepoints(stack));
  await rest.awaitState(second.jobId, "FINISHED");
  const { prefix, bucket } = location(stack.sink);
  const written = sink ? await readSink({ ...sandbox().s3, bucket, prefix }) : undefined;
  if (written !== undefined) {
    assert.deepEqual(
      { gaps: written.gaps, repeats: written.repeats, keys: written.keys },
      { gaps: 0, repeats: 0, keys: 16 },
    );
    assert.ok(
      written.records >= totals.records,
      `${written.records} records in the sink, ${totals.records} were verified`,
    );
  }
  return {
    "recovery s": failover.seconds,
    "newest completed": failover.newest,
    restored: failover.restored,
    savepoint: savepoint.split("/").at(-1),
    records: totals.records,
    gaps: totals.gaps,
    repeats: totals.repeats,
    "records in the sink": written?.records,
    "what was seen": `storage report: ${(await stored(stack)).lives.map(describeLife).join("; ")}`,
  };
}

/** FileSink on a file system without recoverable writer: the job never runs, and says why. */
async function sinkIsRefused(stack: TestStack): Promise<Figures> {
  const message = await waitFor({
    what: "the job to tell why it does not run",
    seconds: 180,
    todo: `Look at the JobManagers of ${stack.name}.`,
    look: async () => /UnsupportedOperationException: ([^\n]*recoverable writers?[^\n]*)/i.exec(await log(stack))?.[1],
  });
  const { prefix, bucket } = location(stack.sink);
  const { records } = await readSink({ ...sandbox().s3, bucket, prefix });
  const { lives } = await stored(stack);
  assert.deepEqual(
    { records, checkpoint: lives.find(({ newestCheckpoint }) => newestCheckpoint)?.newestCheckpoint },
    { records: 0, checkpoint: undefined },
  );
  return { "records in the sink": records, "what was seen": `refused by the file system: ${message}` };
}

function savepoints(stack: TestStack): string {
  return `s3://${sandbox().s3.bucket}/${stack.prefix}savepoints`;
}

/** What lies in the cluster's folder, as `npm run storage -- report` tells it. */
async function stored(stack: TestStack): Promise<ClusterReport> {
  const { clusters } = await reportStorage(stack.stack, () => {});
  const cluster = clusters.find(({ clusterId }) => clusterId === stack.name);
  assert.ok(cluster, `the report does not know ${stack.name}`);
  return cluster;
}

/** The one life is alive, and the savepoint is complete and newer than any checkpoint. */
function assertStored(cluster: ClusterReport, savepoint: string): void {
  assert.deepEqual([cluster.namespaces, cluster.lives.map(({ status }) => status)], [[NAMESPACE], ["live"]]);
  const kept = cluster.savepoints.find(({ uri }) => sameLocation(uri, savepoint));
  assert.ok(kept?.completed, `${savepoint} is no complete savepoint to the report`);
  const newest = cluster.lives[0].newestCheckpoint?.completed.getTime() ?? 0;
  assert.ok(kept.completed.getTime() >= newest, `a checkpoint of ${newest} is newer`);
}

function log(stack: TestStack): Promise<string> {
  const jobManagers = `app.kubernetes.io/instance=${stack.name},app.kubernetes.io/component=jobmanager`;
  return kubectl(["logs", "--namespace", stack.namespace, "--selector", jobManagers, "--tail=-1", "--all-containers"]);
}

function describeLife({ status, ha, checkpoints }: LifeReport): string {
  return `${status} life, ${ha.objects} objects of HA, ${checkpoints.objects} of checkpoints`;
}
