import assert from "node:assert/strict";
import { ExampleStack } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import { forget, freshNamespace, sandboxValues } from "../../support/examples/onSandbox";

describe("examples/several-clusters", () => {
  const NAMESPACE = "examples-several";
  const { context, image, storage, uri } = sandboxValues("several");
  let stack: ExampleStack;

  before(async () => {
    const consumer = await installedExamples();
    await freshNamespace(NAMESPACE, uri);
    stack = await new ExampleStack(consumer, "several-clusters").create({
      "kubernetes:context": context,
      namespace: NAMESPACE,
      image,
      storage,
    });
  });
  after(() => forget(NAMESPACE, uri));

  it("plans a whole cluster for each key of its configuration, all in one namespace", async () => {
    const planned = (await stack.preview()).filter(({ newState }) => newState?.type.startsWith("kubernetes:"));
    const objects = planned.map(({ newState }) => newState!.inputs.metadata!);
    assert.deepEqual([...new Set(objects.map(({ namespace }) => namespace))], [NAMESPACE]);
    const of = (clusterId: string) => objects.filter(({ name }) => name.startsWith(`${clusterId}-`)).length;
    assert.ok(of("orders") > 10);
    assert.equal(of("orders"), of("payments"));
    assert.equal(of("orders") + of("payments"), objects.length);
  });
});
