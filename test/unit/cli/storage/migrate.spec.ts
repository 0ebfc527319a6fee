import assert from "node:assert/strict";
import { continuation, newStorage, storageProblems } from "../../../../cli/storage/migrate";
import { S3Plugin } from "../../../../components/arguments/storage";

const SAVEPOINT = "s3://old/dev/orders/savepoints/savepoint-aaaaaa-111111111111";

describe("something speaks against a new storage", () => {
  const why = (forceDestroy: boolean, uri: string) =>
    storageProblems({
      clusterId: "orders",
      namespace: "shop",
      stateStorage: { forceDestroy },
      storage: { uri },
      storageIsComplete: true,
    }).map(({ what }) => what);

  it("never when the component would take it", () => assert.deepEqual(why(false, "s3://next/dev"), []));
  it("when the stack's own bucket would be deleted", () => {
    const [what, ...more] = why(true, "next");
    assert.match(what, /^forceDestroy is true for the S3StateStorage/);
    assert.deepEqual(more, []);
  });
  it("when the component would refuse it, with what it would say", () => {
    const [what] = why(false, "next");
    assert.match(
      what,
      /^FlinkCluster would refuse the new storage:\nstorage\.uri: "next"\n {2}allowed: .*\n {2}fix: .*\n {2}rule: storage\./,
    );
  });
});

describe("the new storage", () => {
  const present = {
    uri: "s3://old/dev",
    plugin: S3Plugin.Presto,
    endpoint: "http://store:1",
    region: "us-east-1",
    credentialsSecret: { name: "keys" },
    options: { "s3.x": "y" },
  };
  it("is the present one with another URI", () =>
    assert.deepEqual(newStorage(present, { to: "s3://next/dev" }), { ...present, uri: "s3://next/dev" }));
  it("takes neither keys nor quirks to another store", () => {
    assert.deepEqual(
      newStorage(present, { to: "s3://next/dev", endpoint: "http://other:2", profile: "minio", secret: "other-keys" }),
      {
        uri: "s3://next/dev",
        plugin: S3Plugin.Presto,
        endpoint: "http://other:2",
        profile: "minio",
        credentialsSecret: { name: "other-keys" },
      },
    );
  });
  it("has no endpoint on AWS", () => {
    assert.deepEqual(newStorage(present, { to: "s3://next/dev", endpoint: "aws", region: "eu-west-1" }), {
      uri: "s3://next/dev",
      plugin: S3Plugin.Presto,
      region: "eu-west-1",
    });
  });
  it("goes with the next generation and the copy to start from", () => {
    const storage = { uri: "s3://next/dev", endpoint: "http://store:1" };
    const cluster = { generation: 5, job: { initialSavepoint: SAVEPOINT }, storage };
    assert.deepEqual(continuation({ generation: 4 }, storage, SAVEPOINT), { cluster });
    assert.deepEqual(
      continuation({ generation: 4, stateStorage: { forceDestroy: false } }, storage, SAVEPOINT),
      { cluster },
      "S3StateStorage is for AWS",
    );
  });
  it("is adopted where the stack makes its storage", () => {
    assert.deepEqual(
      continuation({ stateStorage: { forceDestroy: false } }, { uri: "s3://next/dev", region: "eu-west-1" }, SAVEPOINT),
      {
        cluster: { generation: 2, job: { initialSavepoint: SAVEPOINT } },
        stateStorage: { existingBucket: { name: "next" }, folder: "dev", region: "eu-west-1" },
      },
    );
  });
});
