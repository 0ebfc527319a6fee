import assert from "node:assert/strict";
import { ensureNamespace } from "../../../sandbox/client";
import { ExampleStack } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import { forget, jobRunning, sandboxValues } from "../../support/examples/onSandbox";

describe("examples/wrapped-component", () => {
  const TEAM = "examples-wrapped";
  const { context, image, entryClass, storage, uri } = sandboxValues("wrapped");
  let stack: ExampleStack;

  before(async () => {
    const consumer = await installedExamples();
    await ensureNamespace(TEAM);
    stack = await new ExampleStack(consumer, "wrapped-component").create({
      context,
      team: TEAM,
      image,
      entryClass,
      storage,
    });
  });
  after(() => forget(TEAM, uri));

  it("runs a job by the component's arguments, and has its outputs", async () => {
    await stack.up();
    await jobRunning(TEAM, "orders");
    assert.deepEqual(await stack.outputs(), {
      url: `http://orders-rest.${TEAM}:8081`,
      stateRoot: `${uri}/orders`,
    });
    await stack.unchanged();
  });

  it("hands parent and provider on to every object", async () => {
    const objects = (await stack.resources()).filter(({ type }) => /^kubernetes:/.test(type));
    assert.ok(objects.length > 10);
    for (const { urn, provider } of objects) {
      assert.match(urn, /::acme:index:StreamingJob\$flink:index:FlinkCluster\$kubernetes:/);
      assert.match(provider!, /::pulumi:providers:kubernetes::production::/);
    }
  });

  it("is destroyed", () => stack.destroy());
});
