import assert from "node:assert/strict";
import { parse } from "yaml";
import { configurationLines, newStorage, stackProblems } from "../../../../commands/storage/migrate";
import { S3Plugin } from "../../../../components";
import type { PlainArgs } from "../../../../components/model/clusterSpec";

const SAVEPOINT = "s3://old/dev/orders/savepoints/savepoint-aaaaaa-111111111111";

describe("a stack has something against a new storage", () => {
  const next = (uri: string) => ({ namespace: "shop", storage: { uri } }) as PlainArgs;
  const why = (forceDestroy: boolean, uri: string) =>
    stackProblems(forceDestroy, "orders", next(uri)).map(({ what }) => what);

  it("never when the component would take it", () => assert.deepEqual(why(false, "s3://next/dev"), []));
  it("when its own bucket would be deleted", () => {
    const [what, ...more] = why(true, "next");
    assert.match(what, /forceDestroy is true/);
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
  it("is shown with the next generation and the copy to start from", () => {
    assert.deepEqual(parse(configurationLines({ storage: { uri: "s3://next/dev" } }, 4, SAVEPOINT)), {
      "pulumi-flink:cluster": {
        generation: 5,
        job: { initialSavepoint: SAVEPOINT },
        storage: { uri: "s3://next/dev" },
      },
    });
  });
  it("is adopted where the stack makes its storage", () => {
    assert.deepEqual(parse(configurationLines({ stateStorage: { existingBucket: { name: "next" } } }, 1, SAVEPOINT)), {
      "pulumi-flink:cluster": { generation: 2, job: { initialSavepoint: SAVEPOINT } },
      "pulumi-flink:stateStorage": { existingBucket: { name: "next" } },
    });
  });
});
