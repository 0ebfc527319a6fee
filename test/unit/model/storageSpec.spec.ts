import * as assert from "node:assert/strict";
import { S3Plugin, S3Profile, StorageIdentityType } from "../../../components/arguments/storage";
import { storageSpec } from "../../../components/model/storageSpec";

const URI = "s3://bucket/flink";
const ENDPOINT = "https://store:9000";

describe("what a storage is", () => {
  it("is Amazon S3 by the hadoop plugin unless something else is said", () => {
    assert.deepEqual(storageSpec({ uri: URI }), {
      uri: URI,
      plugin: "flink-s3-fs-hadoop",
      endpoint: undefined,
      region: undefined,
      pathStyleAccess: false,
      profile: "aws",
      trustedCertificates: undefined,
      identity: undefined,
      credentialsSecret: undefined,
      options: {},
    });
  });

  it("is some store with the bucket in the path, where an endpoint is given", () => {
    const { profile, pathStyleAccess } = storageSpec({ uri: URI, endpoint: ENDPOINT });
    assert.deepEqual({ profile, pathStyleAccess }, { profile: undefined, pathStyleAccess: true });
  });

  it("is what the arguments say, where they say something", () => {
    const given = {
      uri: URI,
      plugin: S3Plugin.Presto,
      endpoint: ENDPOINT,
      region: "eu-central-1",
      pathStyleAccess: false,
      profile: S3Profile.Minio,
      trustedCertificates: { configMap: "ca", key: "tls.pem" },
      identity: { type: StorageIdentityType.StaticKeys },
      credentialsSecret: { name: "keys", accessKeyIdKey: "id", secretAccessKeyKey: "secret" },
      options: { "s3.option": "value" },
    };
    assert.deepEqual(storageSpec(given), given);
  });

  it("reads keys and certificates by their usual names", () => {
    const spec = storageSpec({
      uri: URI,
      credentialsSecret: { name: "keys" },
      trustedCertificates: { configMap: "ca" },
    });
    assert.deepEqual(spec.credentialsSecret, {
      name: "keys",
      accessKeyIdKey: "AWS_ACCESS_KEY_ID",
      secretAccessKeyKey: "AWS_SECRET_ACCESS_KEY",
    });
    assert.deepEqual(spec.trustedCertificates, { configMap: "ca", key: "ca.crt" });
  });

  it("has static keys where a Secret is given and no identity", () => {
    assert.deepEqual(storageSpec({ uri: URI, credentialsSecret: { name: "keys" } }).identity, { type: "static-keys" });
    assert.deepEqual(storageSpec({ uri: URI, identity: { type: StorageIdentityType.Irsa } }).identity, {
      type: "irsa",
    });
  });

  it("has a region by default only where the plugin does not start without one and the store has no other", () => {
    const region = (plugin: S3Plugin, profile?: S3Profile) =>
      storageSpec({ uri: URI, endpoint: ENDPOINT, plugin, profile }).region;
    assert.equal(region(S3Plugin.Native, S3Profile.Ceph), "us-east-1");
    assert.equal(region(S3Plugin.Native, S3Profile.Aws), undefined);
    assert.equal(region(S3Plugin.Native), undefined);
    assert.equal(region(S3Plugin.Hadoop, S3Profile.Ceph), undefined);
  });
});
