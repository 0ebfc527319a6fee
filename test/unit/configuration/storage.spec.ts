import * as assert from "node:assert/strict";
import { S3Plugin, S3Profile } from "../../../components";
import { stateFolders } from "../../../components/model/stateFolders";
import { cluster } from "../../support/recordedCluster";
import { configurationOf, under } from "../../support/recordedConfiguration";

const store = { uri: "s3://bucket/flink", endpoint: "http://store:9000", region: "eu-central-1" };
const PREFIXES = ["s3", "fs.", "presto."];

describe("storage", () => {
  const keys: Record<S3Plugin, Record<string, string>> = {
    [S3Plugin.Hadoop]: {
      "s3.endpoint": "http://store:9000",
      "s3.path.style.access": "true",
      "fs.s3a.endpoint.region": "eu-central-1",
    },
    [S3Plugin.Presto]: { "s3.endpoint": "http://store:9000", "s3.path.style.access": "true" },
    [S3Plugin.Native]: {
      "s3.endpoint": "http://store:9000",
      "s3.path-style-access": "true",
      "s3.region": "eu-central-1",
    },
  };
  for (const plugin of Object.values(S3Plugin)) {
    it(`gives ${plugin} its own keys and jar`, async () => {
      const recorded = await cluster({ storage: { ...store, plugin } });
      assert.deepEqual(under(configurationOf(recorded), ...PREFIXES), keys[plugin]);
      for (const role of ["jobmanager", "taskmanager"]) {
        const { env } = recorded.container(role);
        assert.deepEqual(env[1], { name: "STATE_STORAGE_PLUGIN", value: `${plugin}-2.3.0.jar` });
        assert.deepEqual(env[2], { name: "AWS_REGION", value: "eu-central-1" });
      }
    });
  }

  it("sets nothing of the plugin for AWS itself", async () => {
    assert.deepEqual(under(configurationOf(await cluster()), ...PREFIXES), {});
  });

  it("names Amazon S3 of the region to the plugins that would ask the bucket for it", async () => {
    const endpointOf = async (storage: object) =>
      under(configurationOf(await cluster({ storage: { uri: "s3://bucket", ...storage } })), "s3.endpoint");
    for (const plugin of [S3Plugin.Hadoop, S3Plugin.Presto]) {
      assert.deepEqual(await endpointOf({ plugin, region: "eu-central-1" }), {
        "s3.endpoint": "https://s3.eu-central-1.amazonaws.com",
      });
      assert.deepEqual(await endpointOf({ plugin, region: "cn-north-1" }), {
        "s3.endpoint": "https://s3.cn-north-1.amazonaws.com.cn",
      });
      assert.deepEqual(await endpointOf({ plugin }), {});
    }
    assert.deepEqual(await endpointOf({ plugin: S3Plugin.Native, region: "eu-central-1" }), {});
  });

  it("takes path style from the arguments before the endpoint's default", async () => {
    const withoutRegion = { uri: store.uri, endpoint: store.endpoint };
    assert.deepEqual(
      under(configurationOf(await cluster({ storage: { ...withoutRegion, pathStyleAccess: false } })), "s3"),
      { "s3.endpoint": "http://store:9000" },
    );
    assert.deepEqual(
      under(configurationOf(await cluster({ storage: { uri: "s3://bucket", pathStyleAccess: true } })), "s3"),
      { "s3.path.style.access": "true" },
    );
  });

  it("passes on further options", async () => {
    const options = { "fs.s3a.directory.marker.retention": "keep" };
    assert.deepEqual(
      under(configurationOf(await cluster({ storage: { uri: "s3://bucket", options } })), "fs."),
      options,
    );
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

describe("profiles of stores", () => {
  const markers = { "fs.s3a.directory.marker.retention": "keep" };
  const plain = { "s3.chunked-encoding.enabled": "false", "s3.checksum-validation.enabled": "false" };
  const path = { "s3.endpoint": "http://store:9000", "s3.path.style.access": "true" };
  const native = { "s3.endpoint": "http://store:9000", "s3.path-style-access": "true", "s3.region": "us-east-1" };
  const expected: Record<S3Profile, Record<S3Plugin, Record<string, string>>> = {
    [S3Profile.Aws]: {
      [S3Plugin.Hadoop]: path,
      [S3Plugin.Presto]: { ...path, "s3.upload-acl-type": "BUCKET_OWNER_FULL_CONTROL" },
      [S3Plugin.Native]: { ...native, "s3.region": "eu-central-1" },
    },
    [S3Profile.Versitygw]: {
      [S3Plugin.Hadoop]: { ...path, ...markers },
      [S3Plugin.Presto]: path,
      [S3Plugin.Native]: native,
    },
    [S3Profile.Minio]: {
      [S3Plugin.Hadoop]: { ...path, ...markers },
      [S3Plugin.Presto]: path,
      [S3Plugin.Native]: { ...native, ...plain },
    },
    [S3Profile.Ceph]: {
      [S3Plugin.Hadoop]: { ...path, ...markers },
      [S3Plugin.Presto]: path,
      [S3Plugin.Native]: { ...native, ...plain },
    },
  };
  for (const profile of Object.values(S3Profile)) {
    for (const plugin of Object.values(S3Plugin)) {
      it(`${profile} with ${plugin}`, async () => {
        // Amazon S3 has no region by default.
        const region = profile === S3Profile.Aws && plugin === S3Plugin.Native ? { region: "eu-central-1" } : {};
        const recorded = await cluster({
          storage: { uri: store.uri, endpoint: store.endpoint, profile, plugin, ...region },
        });
        assert.deepEqual(under(configurationOf(recorded), ...PREFIXES), expected[profile][plugin]);
        const regions = recorded
          .container("taskmanager")
          .env.filter(({ name }: { name: string }) => name === "AWS_REGION");
        assert.deepEqual(
          regions.map(({ value }: { value: string }) => value),
          plugin === S3Plugin.Native ? [expected[profile][plugin]["s3.region"]] : [],
        );
      });
    }
  }

  it("give way to the arguments", async () => {
    const storage = {
      ...store,
      plugin: S3Plugin.Native,
      profile: S3Profile.Minio,
      options: { "s3.chunked-encoding.enabled": "true" },
    };
    assert.deepEqual(under(configurationOf(await cluster({ storage })), ...PREFIXES), {
      ...native,
      ...plain,
      "s3.region": "eu-central-1",
      "s3.chunked-encoding.enabled": "true",
    });
  });
});
