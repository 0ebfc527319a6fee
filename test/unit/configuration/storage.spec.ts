import * as assert from "node:assert/strict";
import { S3Plugin, S3Profile } from "../../../components/arguments/storage";
import { argumentOfPluginKey, isPluginKey, storageConfiguration } from "../../../components/configuration/storage";
import { storageSpec } from "../../../components/model/storageSpec";
import { configurationOf } from "./configurationOf";

const store = { uri: "s3://bucket/flink", endpoint: "http://store:9000", region: "eu-central-1" };

function optionsOf(storage: Parameters<typeof storageSpec>[0]) {
  return storageConfiguration(storageSpec(storage), "2.3.0");
}

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
    it(`gives ${plugin} its own keys`, () => {
      assert.deepEqual(optionsOf({ ...store, plugin }), keys[plugin]);
    });
  }

  it("sets nothing of the plugin for AWS itself", () => {
    assert.deepEqual(optionsOf({ uri: "s3://bucket" }), {});
  });

  it("names Amazon S3 of the region to the plugins that would ask the bucket for it", () => {
    const endpointOf = (settings: { plugin: S3Plugin; region?: string }) =>
      optionsOf({ uri: "s3://bucket", ...settings })["s3.endpoint"];
    for (const plugin of [S3Plugin.Hadoop, S3Plugin.Presto]) {
      assert.equal(endpointOf({ plugin, region: "eu-central-1" }), "https://s3.eu-central-1.amazonaws.com");
      assert.equal(endpointOf({ plugin, region: "cn-north-1" }), "https://s3.cn-north-1.amazonaws.com.cn");
      assert.equal(endpointOf({ plugin }), undefined);
    }
    assert.equal(endpointOf({ plugin: S3Plugin.Native, region: "eu-central-1" }), undefined);
  });

  it("takes path style from the arguments before the endpoint's default", () => {
    const { uri, endpoint } = store;
    assert.deepEqual(optionsOf({ uri, endpoint, pathStyleAccess: false }), {
      "s3.endpoint": "http://store:9000",
    });
    assert.deepEqual(optionsOf({ uri, pathStyleAccess: true }), { "s3.path.style.access": "true" });
  });

  it("is part of the cluster's configuration", () => {
    const configuration = configurationOf({ storage: store });
    for (const [key, value] of Object.entries(optionsOf(store))) assert.equal(configuration[key], value, key);
  });

  it("passes on further options", () => {
    const options = { "fs.s3a.directory.marker.retention": "keep" };
    assert.deepEqual(optionsOf({ uri: "s3://bucket", options }), options);
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
      it(`${profile} with ${plugin}`, () => {
        // Amazon S3 has no region by default.
        const region = profile === S3Profile.Aws && plugin === S3Plugin.Native ? { region: "eu-central-1" } : {};
        const { uri, endpoint } = store;
        assert.deepEqual(optionsOf({ uri, endpoint, profile, plugin, ...region }), expected[profile][plugin]);
      });
    }
  }

  it("give way to the arguments", () => {
    const storage = {
      ...store,
      plugin: S3Plugin.Native,
      profile: S3Profile.Minio,
      options: { "s3.chunked-encoding.enabled": "true" },
    };
    assert.deepEqual(optionsOf(storage), {
      ...native,
      ...plain,
      "s3.region": "eu-central-1",
      "s3.chunked-encoding.enabled": "true",
    });
  });
});

describe("keys of the S3 plugins", () => {
  const prefixes = ["s3.", "s3a.", "s3n.", "fs.s3a.", "fs.s3.", "presto.s3."];

  it("are known by their prefixes", () => {
    for (const prefix of prefixes) assert.equal(isPluginKey(`${prefix}anything`), true, prefix);
    for (const key of ["s3", "s3x.endpoint", "my.s3.endpoint", "fs.endpoint", "s3-endpoint", "fs.s3ax.endpoint"])
      assert.equal(isPluginKey(key), false, key);
  });

  it("lead to the argument that decides them, by each prefix", () => {
    const decided = {
      "storage.endpoint": ["endpoint", "endpoint.value"],
      "storage.pathStyleAccess": ["path.style.access", "path-style-access"],
      "storage.region": ["region", "endpoint.region"],
      "storage.identity": ["aws.credentials.provider", "credentials-provider", "use-instance-credentials"],
    };
    for (const [argument, options] of Object.entries(decided))
      for (const option of options)
        for (const prefix of prefixes) assert.equal(argumentOfPluginKey(prefix + option), argument, prefix + option);
  });

  it("are the user's own otherwise, as are other keys of that name", () => {
    for (const key of ["s3.upload-acl-type", "endpoint", "my.s3.endpoint", "region"])
      assert.equal(argumentOfPluginKey(key), undefined, key);
  });
});
