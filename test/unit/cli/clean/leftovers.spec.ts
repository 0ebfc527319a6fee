import assert from "node:assert/strict";
import { isClean, leftoversText } from "../../../../cli/clean/cleanText";
import { type Leftovers, refuseDeployed } from "../../../../cli/clean/leftovers";
import { otherUsers } from "../../../../cli/clean/otherUsers";
import { OperationError } from "../../../../operations/errors";

const NONE: Leftovers = { objects: [], haConfigMaps: [] };
const SOME: Leftovers = {
  objects: [
    { kind: "Service", name: "orders-rest" },
    { kind: "Role", name: "orders-g1-jobmanager" },
  ],
  haConfigMaps: ["orders-g1-cluster-config-map"],
  state: { root: "s3://bucket/flink/orders", objects: 12, bytes: 2048 },
};

describe("what is left of a cluster", () => {
  it("is listed, each object by kind and name", () =>
    assert.equal(
      leftoversText(SOME),
      "  Service orders-rest\n  Role orders-g1-jobmanager\n  ConfigMap orders-g1-cluster-config-map (Flink's HA metadata)\n" +
        "  s3://bucket/flink/orders/ (12 objects, 2.0 KiB)\n",
    ));
  it("is nothing only when objects, HA metadata and state are gone", () => {
    assert.ok(isClean(NONE));
    assert.ok(isClean({ ...NONE, state: { root: "s3://bucket/flink/orders", objects: 0, bytes: 0 } }));
    assert.ok(!isClean({ ...NONE, state: SOME.state }));
    assert.ok(!isClean({ ...NONE, haConfigMaps: SOME.haConfigMaps }));
    assert.ok(!isClean({ ...NONE, objects: SOME.objects }));
  });
  it("is not looked at as left while Deployments are there", () => {
    const cluster = { clusterId: "orders", namespace: "shop" };
    assert.doesNotThrow(() => refuseDeployed(cluster, SOME.objects));
    const deployed = [{ kind: "Deployment", name: "orders-g1-jobmanager" }, ...SOME.objects];
    assert.throws(
      () => refuseDeployed(cluster, deployed),
      (error) =>
        error instanceof OperationError &&
        /^cluster orders in namespace shop is deployed: .* orders-g1-jobmanager$/.test(error.what) &&
        /^Run pulumi destroy first\./.test(error.todo),
    );
  });
});

describe("a state has other users", () => {
  const configMap = (namespace: string, root: string) => ({
    metadata: { namespace },
    data: { "config.yaml": `execution.checkpointing.savepoint-dir: "${root}/savepoints"\n` },
  });
  const users = (...configMaps: Parameters<typeof otherUsers>[0]) =>
    otherUsers(configMaps, { clusterId: "orders", namespace: "shop" }, "s3://bucket/flink/orders");

  it("where a cluster of the same id in another namespace keeps its state in the same folder, whatever the scheme", () =>
    assert.deepEqual(users(configMap("b", "s3a://bucket/flink/orders"), configMap("a", "s3://bucket/flink/orders")), [
      "a",
      "b",
    ]));
  it("neither in its own namespace, nor where the folder is another", () =>
    assert.deepEqual(
      users(configMap("shop", "s3://bucket/flink/orders"), configMap("a", "s3://other/flink/orders")),
      [],
    ));
  it("not in ConfigMaps that hold something else", () =>
    assert.deepEqual(
      users({ metadata: { namespace: "a" }, data: { "x.txt": "y" } }, { metadata: { namespace: "a" } }),
      [],
    ));
});
