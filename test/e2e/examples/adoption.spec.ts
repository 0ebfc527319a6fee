import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ExampleStack, type StoredResource } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import { forget, freshNamespace, jobRunning, liveObjects, sandboxValues } from "../../support/examples/onSandbox";

describe("examples/adoption", () => {
  const NAMESPACE = "examples-adoption";
  const { context, image, entryClass, storage, uri } = sandboxValues("adoption");
  let stack: ExampleStack;
  let program: string;
  let adopted: string;

  before(async () => {
    const consumer = await installedExamples();
    await freshNamespace(NAMESPACE, uri);
    stack = await new ExampleStack(consumer, "adoption").create({
      "kubernetes:context": context,
      namespace: NAMESPACE,
      image,
      entryClass,
      storage,
    });
    program = join(stack.directory, "index.ts");
    adopted = readFileSync(program, "utf8");
  });
  after(() => forget(NAMESPACE, uri));

  let objects: string[];

  it("begins with a cluster at the top of the stack", async () => {
    copyFileSync(join(stack.directory, "before.ts"), program);
    await stack.up();
    await jobRunning(NAMESPACE, "orders");
    objects = await liveObjects(NAMESPACE, "orders");
    assert.ok(objects.length > 8, objects.join());
  });

  it("plans no change of an object under another parent, name and provider", async () => {
    writeFileSync(program, adopted);
    const plan = (await stack.preview()).filter(({ op }) => op !== "same");
    const changes = plan.map(({ op, urn }) => `${op} ${urn.split("::").slice(2).join(" ")}`);
    assert.deepEqual(changes.sort(), [
      "create acme:index:Pipeline checkout",
      "create pulumi:providers:kubernetes production",
      "update acme:index:Pipeline$flink:index:FlinkCluster checkout-flink",
    ]);
  });

  it("moves the cluster in the state and leaves every object as it is", async () => {
    await stack.up();
    assert.deepEqual(await liveObjects(NAMESPACE, "orders"), objects);
    await jobRunning(NAMESPACE, "orders");
    const moved = (await stack.resources()).filter(isObject);
    for (const { urn, provider } of moved) {
      assert.match(urn, /::acme:index:Pipeline\$flink:index:FlinkCluster\$kubernetes:[^:]+:[^:]+::checkout-flink-/);
      assert.match(provider!, /::production::/);
    }
    await stack.unchanged();
  });

  it("needs the aliases no more after that", async () => {
    writeFileSync(program, adopted.replace(/^ +aliases: .*$/m, ""));
    await stack.unchanged();
  });

  it("would be a second cluster without them", async () => {
    writeFileSync(program, adopted.replace(/^ +aliases: .*$/m, "").replaceAll("checkout", "other"));
    const plan = await stack.preview();
    assert.ok(plan.some(({ op, urn }) => op === "create" && urn.includes(":Deployment::")));
    assert.ok(plan.some(({ op, urn }) => op === "delete" && urn.includes(":Deployment::")));
  });

  it("is destroyed", () => stack.destroy());
});

function isObject({ type }: StoredResource): boolean {
  return type.startsWith("kubernetes:");
}
