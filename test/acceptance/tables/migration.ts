import assert from "node:assert/strict";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { parse } from "yaml";
import { killLeader } from "../../../commands/lib/jvms";
import { configuredCluster } from "../../../commands/stack/cluster";
import { deleteState, storageClient } from "../../../commands/stack/storage";
import type { MigrationOptions } from "../../../cli/storage/migrate";
import { migrateStorage, type StackMigration } from "../../../commands/storage/migrate";
import { clusterSpec } from "../../../components/model/clusterSpec";
import { names } from "../../../components/model/names";
import { stateRoot } from "../../../components/model/stateFolders";
import { OperationError } from "../../../operations/errors";
import { location, sameLocation } from "../../../operations/storage/location";
import { listObjects } from "../../../operations/storage/objects";
import { ensureBucket, sandbox } from "../../../sandbox/client";
import { assertUnharmed, failOver } from "../../support/failover";
import { readSink } from "../../support/sinkReader";
import { type ClusterConfiguration, TestStack } from "../../support/testStack";
import { directFlink } from "../support/directFlink";
import { CLUSTER_CODE, type Figures, type Table } from "../table";

const NAME = "acc-migration";
const NAMESPACE = "flink-acceptance";
const BUCKET = "flink-migrated";
const TO = `s3://${BUCKET}/elsewhere`;

export const migration: Table<undefined> = {
  name: "migration",
  title: "A job moves to another bucket: `storage migrate`, then `up` with the lines that it prints",
  covers: [
    ...CLUSTER_CODE,
    "cli",
    "commands",
    "operations",
    "test/acceptance/tables/migration.ts",
    "test/acceptance/support/directFlink.ts",
  ],
  columns: [
    "copied",
    "equal by reading",
    "stop to running s",
    "recovery s",
    "records",
    "gaps",
    "repeats",
    "records in the sink",
    "refused before",
  ],
  rows: () => [
    { id: "copied by the store", run: () => migrated({ to: TO }) },
    // The same store under another spelling of its address: to the command it is another store.
    {
      id: "copied through the command",
      run: () =>
        migrated({ to: TO, endpoint: `${sandbox().s3.endpoint}/`, profile: "versitygw", secret: "s3-credentials" }),
    },
  ],
  setUp: () => ensureBucket(BUCKET).then(() => undefined),
  tearDown: () => Promise.resolve(),
};

async function migrated(options: MigrationOptions): Promise<Figures> {
  const stack = await TestStack.create(NAME, NAMESPACE);
  try {
    await deleteCopies(stack);
    await stack.configure().up();
    return await moved(stack, options);
  } finally {
    await stack.dispose();
    await deleteCopies(stack);
  }
}

async function moved(stack: TestStack, options: MigrationOptions): Promise<Figures> {
  const [first, second] = [1, 2].map((generation) => names({ clusterId: NAME, namespace: NAMESPACE, generation }));
  const running = await stack.runningJob();
  const refused = [await firstProblem(stack, options)];
  const { totals: before } = await running.again(() => true);
  const rest = await directFlink(stack);
  const stopped = Date.now();
  const savepoint = await rest.stopWithSavepoint(first.jobId, `s3://${sandbox().s3.bucket}/${stack.prefix}savepoints`);
  await rest.awaitState(first.jobId, "FINISHED");

  const done = await migrateStorage(stack.stack, options, () => {});
  assert.ok(sameLocation(done.from, savepoint), `${done.from} was copied, ${savepoint} is the job's`);
  refused.push(await firstProblem(stack, options));

  await stack.configure(printed(stack, done)).up();
  const moved = await stack.runningJob();
  const { totals, checkpoints } = await moved.again(({ records }) => records > before.records);
  const seconds = (Date.now() - stopped) / 1000;
  assert.equal(moved.id, second.jobId);
  assert.ok(
    sameLocation(checkpoints.latest.restored!.external_path, done.savepoint),
    checkpoints.latest.restored!.external_path,
  );
  assert.ok(
    checkpoints.latest.completed!.external_path.startsWith(`${TO}/${NAME}/checkpoints/`),
    checkpoints.latest.completed!.external_path,
  );
  assertUnharmed(before, totals);

  // Without the old state, so that whatever still pointed there is found.
  assert.ok((await deleteOldState(stack)) > 0);
  const failover = await failOver(stack, moved, () => killLeader(stack.core, NAMESPACE, NAME));
  await rest.stopWithSavepoint(second.jobId, `${TO}/${NAME}/savepoints`);
  await rest.awaitState(second.jobId, "FINISHED");
  const { bucket, prefix } = location(stack.sink);
  const { records, gaps, repeats } = await readSink({ ...sandbox().s3, bucket, prefix });
  assert.deepEqual({ gaps, repeats }, { gaps: 0, repeats: 0 });
  return {
    copied: `${done.objects} objects, ${done.bytes} bytes`,
    "equal by reading": done.read,
    "stop to running s": seconds,
    "recovery s": failover.seconds,
    records: failover.totals.records,
    gaps: failover.totals.gaps,
    repeats: failover.totals.repeats,
    "records in the sink": records,
    "refused before": refused.join("\n"),
  };
}

/** The first reason why a migration is refused now, with job ids out. */
async function firstProblem(stack: TestStack, options: MigrationOptions): Promise<string> {
  const error: unknown = await migrateStorage(stack.stack, options, () => {}).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof OperationError, `the migration was not refused: ${String(error)}`);
  assert.match(error.what, /^nothing was copied:/);
  return error.what
    .split("\n")[1]
    .replace(/^- /, "")
    .replace(/[0-9a-f]{32}/, "(job)");
}

/** The configuration with the lines that the command prints. */
function printed(stack: TestStack, { configuration }: StackMigration): ClusterConfiguration {
  const { "pulumi-flink:cluster": lines } = parse(configuration) as { "pulumi-flink:cluster": { job: object } };
  return { ...lines, job: { ...(stack.cluster().job as object), ...lines.job } } as ClusterConfiguration;
}

/** Deletes all that Flink kept in the old bucket; the sink is the job's. */
async function deleteOldState(stack: TestStack): Promise<number> {
  // The keys are those of the new bucket, and of all buckets of this store.
  const client = await storageClient(stack.stack, configuredCluster(stack.stack));
  const { bucket } = sandbox().s3;
  let deleted = 0;
  for (const area of ["ha", "checkpoints", "savepoints"]) {
    for await (const { key } of listObjects(client, bucket, `${stack.prefix}${area}/`)) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      deleted++;
    }
  }
  client.destroy();
  return deleted;
}

async function deleteCopies(stack: TestStack): Promise<void> {
  const { name, namespace } = stack;
  const { storage } = clusterSpec({ storage: { ...(stack.cluster().storage as object), uri: TO } } as never);
  await deleteState(stack.stack, { clusterId: name, namespace, storage, stateRoot: stateRoot(TO, name) });
}
