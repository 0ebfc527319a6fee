import assert from "node:assert/strict";
import { podsOf } from "../../operations/pods";
import { S3Plugin } from "../../components";
import { kubectl, sandbox } from "../../sandbox/client";
import { withPlugin } from "../support/plugins";
import { TestStack } from "../support/testStack";

// The default plugin is that of all other tests; FileSink needs what flink-s3-fs-presto has not.
const OTHERS = [
  { plugin: S3Plugin.Presto, sink: false },
  { plugin: S3Plugin.Native, sink: true },
];

describe("the other S3 plugins", () => {
  const stacks = new Map<S3Plugin, TestStack>();

  before(() =>
    Promise.all(
      OTHERS.map(async ({ plugin, sink }) => {
        const stack = await TestStack.create(plugin.replace("flink-s3-fs-", ""));
        stacks.set(plugin, stack);
        // One JobManager: what differs is the way to the store.
        await stack
          .configure({ ...withPlugin(stack, plugin, { sink }), jobManager: { replicas: 1, memory: "1g", cpu: "100m" } })
          .up();
      }),
    ),
  );
  after(() => Promise.all([...stacks.values()].map((stack) => stack.dispose())));

  for (const { plugin } of OTHERS) {
    it(`complete checkpoints: ${plugin}, the only plugin in its pods`, async () => {
      const stack = stacks.get(plugin)!;
      const { totals, checkpoints } = await (await stack.runningJob()).again(() => true);
      assert.deepEqual([totals.gaps, totals.repeats], [0, 0]);
      const { external_path: path } = checkpoints.latest.completed!;
      assert.ok(path.startsWith(`s3://${sandbox().s3.bucket}/${stack.prefix}checkpoints/`), path);
      const [pod] = await podsOf(stack.core, stack.namespace, stack.name, "taskmanager");
      const listed = await kubectl([
        "exec",
        pod.metadata!.name!,
        "--namespace",
        stack.namespace,
        "--",
        "ls",
        "/opt/flink/plugins/state-storage",
      ]);
      assert.deepEqual(listed.trim().split("\n"), [`${plugin}-2.3.0.jar`]);
    });
  }
});
