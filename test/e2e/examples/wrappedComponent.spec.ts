import assert from "node:assert/strict";
import { ExampleStack } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import { forget, freshNamespace, sandboxValues } from "../../support/examples/onSandbox";

describe("examples/wrapped-component", () => {
  const TEAM = "examples-wrapped";
  const { context, image, entryClass, storage, uri } = sandboxValues("wrapped");
  let stack: ExampleStack;

  before(async () => {
    const consumer = await installedExamples();
    await freshNamespace(TEAM, uri);
    const values = { context, team: TEAM, image, entryClass, storage };
    stack = await new ExampleStack(consumer, "wrapped-component").create(values);
  });
  after(() => forget(TEAM, uri));

  it("hands parent and provider on to every object", async () => {
    const objects = (await stack.preview()).filter(({ newState }) => newState?.type.startsWith("kubernetes:"));
    assert.ok(objects.length > 10);
    for (const { urn, newState } of objects) {
      assert.match(urn, /::acme:index:StreamingJob\$flink:index:FlinkCluster\$kubernetes:/);
      assert.match(newState!.provider!, /::pulumi:providers:kubernetes::production::/);
      assert.equal(newState!.inputs.metadata!.namespace, TEAM);
    }
  });

  it("reports mistakes by the arguments of the cluster", async () => {
    await stack.succeed(["config", "set", "image", "orders"]);
    const { exitCode, output } = await stack.pulumi(["preview"]);
    assert.notEqual(exitCode, 0);
    assert.match(output, /FlinkCluster "orders": 1 problem, nothing was created\.\s+image: "orders"/);
  });
});
