import assert from "node:assert/strict";
import { ensureNamespace } from "../../../sandbox/client";
import { ExampleStack } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import { forget, jobRunning, liveObjects, sandboxValues } from "../../support/examples/onSandbox";

describe("examples/several-clusters", () => {
  const NAMESPACE = "examples-several";
  const { context, image, storage, uri, entryClass } = sandboxValues("several");
  const SMALL = {
    job: { entryClass, parallelism: 1 },
    jobManager: { replicas: 1, memory: "1g", cpu: "100m" },
    taskManager: { memory: "1200m", cpu: "100m" },
  };
  let stack: ExampleStack;

  before(async () => {
    const consumer = await installedExamples();
    await ensureNamespace(NAMESPACE);
    stack = await new ExampleStack(consumer, "several-clusters").create({
      "kubernetes:context": context,
      namespace: NAMESPACE,
      image,
      storage,
      clusters: { orders: SMALL, payments: SMALL },
    });
  });
  after(() => forget(NAMESPACE, uri));

  it("runs a job for each cluster of the configuration", async () => {
    await stack.up();
    for (const clusterId of ["orders", "payments"]) await jobRunning(NAMESPACE, clusterId);
    assert.deepEqual((await stack.outputs()).restUrls, {
      orders: `http://orders-rest.${NAMESPACE}:8081`,
      payments: `http://payments-rest.${NAMESPACE}:8081`,
    });
    await stack.unchanged();
  });

  it("leaves nothing of a cluster but what Flink made", async () => {
    await stack.destroy();
    for (const clusterId of ["orders", "payments"]) assert.deepEqual(await liveObjects(NAMESPACE, clusterId), []);
  });
});
