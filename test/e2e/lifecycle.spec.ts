import assert from "node:assert/strict";
import { killLeader, killProcess } from "../../commands/lib/jvms";
import { podsOf } from "../../operations/pods";
import { location } from "../../operations/storage/location";
import { changedJobMessage } from "../../components/resources/changedJob";
import { sandbox } from "../../sandbox/client";
import { failOver } from "../support/failover";
import { readSink } from "../support/sinkReader";
import { type RunningJob, TestStack } from "../support/testStack";

describe("a cluster with two JobManagers", () => {
  let stack: TestStack;
  let running: RunningJob;

  before(async () => {
    stack = await TestStack.create("lifecycle");
    await stack.configure().up();
    running = await stack.runningJob();
  });
  after(() => stack?.dispose());

  it("runs the job with a completed checkpoint", async () => {
    const { checkpoints, job } = await running.again(() => true);
    assert.equal(job.state, "RUNNING");
    assert.ok(
      checkpoints.latest.completed!.external_path.startsWith(`s3://${sandbox().s3.bucket}/${stack.prefix}checkpoints/`),
    );
    const jobManagers = await podsOf(stack.core, stack.namespace, stack.name, "jobmanager");
    assert.deepEqual(
      jobManagers.map((pod) => pod.status?.containerStatuses?.[0].ready),
      [true, true],
    );
  });

  it("shows no changes after up and after refresh", async () => {
    await stack.succeed(["preview", "--expect-no-changes"]);
    await stack.succeed(["refresh", "--yes", "--skip-preview"]);
    await stack.succeed(["preview", "--expect-no-changes"]);
  });

  it("loses nothing when the leader is killed", async () => {
    await failOver(stack, running, () => killLeader(stack.core, stack.namespace, stack.name));
  });

  it("loses nothing when a TaskManager is killed", async () => {
    const [taskManager] = await podsOf(stack.core, stack.namespace, stack.name, "taskmanager");
    await failOver(stack, running, () => killProcess(taskManager));
  });

  it("loses nothing when leader and TaskManager are killed at once", async () => {
    const [taskManager] = await podsOf(stack.core, stack.namespace, stack.name, "taskmanager");
    await failOver(stack, running, () =>
      Promise.all([killLeader(stack.core, stack.namespace, stack.name), killProcess(taskManager)]),
    );
  });

  it("keeps the job's state over a change of its configuration", async () => {
    const before = await running.again(() => true);
    await stack.configure({ logLevel: "WARN" as never }).up();
    const after = await running.again(
      ({ restores, records }) => restores > before.totals.restores && records > before.totals.records,
    );
    assert.equal(after.totals.startedAt, before.totals.startedAt);
    assert.deepEqual([after.totals.gaps, after.totals.repeats], [0, 0]);
    await stack.succeed(["preview", "--expect-no-changes"]);
  });

  it("says at preview what a changed job does", async () => {
    const { job } = stack.cluster();
    stack.configure({
      logLevel: "WARN" as never,
      job: { ...(job as object), parallelism: 1, arguments: ["--keys", "8"] } as never,
    });
    const output = await stack.succeed(["preview"]);
    assert.ok(output.replace(/\s+/g, " ").includes(changedJobMessage(stack.name)), output);
  });

  it("has written every record to the sink once", async () => {
    const { bucket, prefix } = location(stack.sink);
    const contents = await readSink({ ...sandbox().s3, bucket, prefix });
    assert.ok(contents.records > 0);
    assert.deepEqual(
      { gaps: contents.gaps, repeats: contents.repeats, keys: contents.keys },
      { gaps: 0, repeats: 0, keys: 16 },
    );
  });
});
