import * as assert from "node:assert/strict";
import { S3Plugin } from "../../../components";
import { stateFolders } from "../../../components/configuration/stateStorage";
import { cluster } from "./cluster";
import { configurationOf, under } from "./configuration";

const store = { uri: "s3://bucket/flink", endpoint: "http://store:9000", region: "eu-central-1" };

describe("storage", () => {
  const keys: Record<S3Plugin, Record<string, string>> = {
    [S3Plugin.Hadoop]: { "s3.endpoint": "http://store:9000", "s3.path.style.access": "true" },
    [S3Plugin.Presto]: { "s3.endpoint": "http://store:9000", "s3.path.style.access": "true" },
    [S3Plugin.Native]: { "s3.endpoint": "http://store:9000", "s3.path-style-access": "true", "s3.region": "eu-central-1" },
  };
  for (const plugin of Object.values(S3Plugin)) {
    it(`gives ${plugin} its own keys and jar`, async () => {
      const recorded = await cluster({ storage: { ...store, plugin } });
      assert.deepEqual(under(configurationOf(recorded), "s3", "fs.", "presto."), keys[plugin]);
      for (const role of ["jobmanager", "taskmanager"]) {
        const { env } = recorded.container(role);
        assert.deepEqual(env[1], { name: "STATE_STORAGE_PLUGIN", value: `${plugin}-2.3.0.jar` });
        assert.deepEqual(env[2], { name: "AWS_REGION", value: "eu-central-1" });
      }
    });
  }

  it("sets nothing of the plugin for AWS itself", async () => {
    assert.deepEqual(under(configurationOf(await cluster()), "s3", "fs.", "presto."), {});
  });

  it("takes path style from the arguments before the endpoint's default", async () => {
    assert.deepEqual(under(configurationOf(await cluster({ storage: { ...store, pathStyleAccess: false } })), "s3"), { "s3.endpoint": "http://store:9000" });
    assert.deepEqual(under(configurationOf(await cluster({ storage: { uri: "s3://bucket", pathStyleAccess: true } })), "s3"), { "s3.path.style.access": "true" });
  });

  it("passes on further options", async () => {
    const options = { "fs.s3a.directory.marker.retention": "keep" };
    assert.deepEqual(under(configurationOf(await cluster({ storage: { uri: "s3://bucket", options } })), "fs."), options);
  });

  it("has folders of the cluster, of which metadata and checkpoints are one life's and savepoints are not", () => {
    for (const uri of ["s3://bucket/flink", "s3://bucket/flink/"]) {
      assert.deepEqual(stateFolders(uri, { clusterId: "orders", namespace: "flink", generation: 3 }, "12345678"), {
        root: "s3://bucket/flink/orders",
        highAvailability: "s3://bucket/flink/orders/ha/12345678",
        checkpoints: "s3://bucket/flink/orders/checkpoints/12345678",
        savepoints: "s3://bucket/flink/orders/savepoints",
      });
    }
  });
});
