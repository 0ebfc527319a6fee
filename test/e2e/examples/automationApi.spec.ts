import assert from "node:assert/strict";
import { ensureNamespace } from "../../../sandbox/client";
import type { Consumer } from "../../support/consumer";
import { installedExamples } from "../../support/examples/installed";
import { forget, jobRunning, liveObjects, sandboxValues } from "../../support/examples/onSandbox";

describe("examples/automation-api", () => {
  const NAMESPACE = "examples-automation";
  const { context, image, entryClass, endpoint, uri } = sandboxValues("automation");
  const SETTINGS = {
    KUBE_CONTEXT: context,
    NAMESPACE,
    IMAGE: image,
    ENTRY_CLASS: entryClass,
    STATE_URI: uri,
    S3_ENDPOINT: endpoint,
  };
  let consumer: Consumer;

  before(async () => {
    consumer = await installedExamples();
    await ensureNamespace(NAMESPACE);
  });
  after(() => forget(NAMESPACE, uri));

  it("deploys a cluster and prints its URL", async () => {
    const output = await consumer.run("node", ["automation-api/index.ts"], SETTINGS);
    assert.match(output, new RegExp(`^The web UI is at http://orders-rest\\.${NAMESPACE}:8081 inside`, "m"));
    await jobRunning(NAMESPACE, "orders");
  });

  it("destroys it", async () => {
    await consumer.run("node", ["automation-api/index.ts", "destroy"], SETTINGS);
    assert.deepEqual(await liveObjects(NAMESPACE, "orders"), []);
  });
});
