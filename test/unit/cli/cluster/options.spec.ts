import assert from "node:assert/strict";
import { chosenBy, type ClusterOptions, storageArguments, UsageError } from "../../../../cli/cluster/options";

const NAMED = { context: "production", namespace: "shop", clusterId: "orders" };

describe("the options that name a cluster", () => {
  it("are a stack, and which of its clusters", () => {
    assert.deepEqual(chosenBy({ stack: "dev", cwd: "flink", cluster: "orders" }), {
      stack: { name: "dev", directory: "flink" },
      cluster: "orders",
      context: undefined,
    });
  });
  it("are context, namespace and id", () => assert.deepEqual(chosenBy(NAMED), NAMED));

  const refuses = (options: ClusterOptions, why: RegExp) =>
    assert.throws(
      () => chosenBy(options),
      (error) => error instanceof UsageError && why.test(error.what),
    );
  it("are needed: nothing is taken from the current context", () => {
    refuses({}, /^no cluster is named$/);
    refuses({ ...NAMED, context: undefined }, /^--context is missing$/);
    refuses({ context: "production" }, /^--namespace and --cluster-id are missing$/);
  });
  it("are one or the other", () => {
    refuses({ stack: "dev", namespace: "shop" }, /^--namespace cannot be used here/);
    refuses({ ...NAMED, cwd: "flink", cluster: "orders" }, /^--cwd and --cluster cannot be used here/);
  });
  it("hold names that select one cluster and no other", () => {
    refuses({ ...NAMED, clusterId: ".*" }, /^--cluster-id is "\.\*", not at most 38/);
    refuses({ ...NAMED, clusterId: "orders,app!=x" }, /^--cluster-id is /);
    refuses({ ...NAMED, namespace: "" }, /^--namespace is ""/);
  });
});

describe("the options of the storage", () => {
  it("are arguments of storage, as far as they are given", () => {
    assert.deepEqual(storageArguments({}), {});
    assert.deepEqual(storageArguments({ storageUri: "s3://bucket/flink", secret: "keys", region: "eu-central-1" }), {
      uri: "s3://bucket/flink",
      region: "eu-central-1",
      credentialsSecret: { name: "keys" },
    });
  });
  it("hold a storage URI", () => {
    for (const storageUri of ["bucket", "https://bucket/flink", "s3://", "s3:///flink"])
      assert.throws(() => storageArguments({ storageUri }), UsageError, storageUri);
    for (const storageUri of ["s3://bucket", "s3a://bucket/flink", "s3p://bucket/flink/"])
      assert.doesNotThrow(() => storageArguments({ storageUri }), storageUri);
  });
});
