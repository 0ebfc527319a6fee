import assert from "node:assert/strict";
import {
  chosenCluster,
  type DeployedCluster,
  deployedClusters,
  type ExportedState,
  isSecret,
  type StateResource,
} from "../../../../cli/cluster/stackState";
import { OperationError } from "../../../../operations/errors";
// What `pulumi stack export` printed of a program with three clusters, without what nothing here reads; keys replaced.
import recorded from "./exportedState.json";

const state = recorded as unknown as ExportedState;
const RESOURCES = state.deployment.resources!;

/** The recorded state with other resources. */
const changed = (change: (resource: StateResource) => StateResource[]): ExportedState => ({
  deployment: { resources: RESOURCES.flatMap(change) },
});

const byName = (clusters: DeployedCluster[], name: string) => clusters.find((cluster) => cluster.name === name)!;

describe("the state of a stack", () => {
  const clusters = deployedClusters(state);

  it("tells every FlinkCluster, those in other components too", () => {
    assert.deepEqual(
      clusters.map(({ name, clusterId, namespace }) => ({ name, clusterId, namespace })),
      [
        { name: "orders", clusterId: "orders", namespace: "shop" },
        { name: "payments", clusterId: "pay", namespace: "shop" },
        { name: "hidden-orders", clusterId: "hidden-orders", namespace: "shop" },
      ],
    );
  });

  it("tells the arguments", () => {
    const { args } = byName(clusters, "payments");
    assert.equal(args.generation, 3);
    assert.deepEqual(args.storage, {
      uri: "s3://flink-state/tests",
      endpoint: "http://10.244.0.1:24900",
      profile: "versitygw",
      credentialsSecret: { name: "s3-credentials" },
    });
  });

  it("tells no argument that is a secret", () => {
    const { args } = byName(clusters, "hidden-orders");
    assert.equal(args.storage, undefined);
    assert.equal(args.namespace, "shop");
    assert.ok(!JSON.stringify(clusters.map((cluster) => cluster.args)).includes("ciphertext"));
  });

  it("tells the provider of the cluster's own objects", () => {
    assert.equal(byName(clusters, "orders").provider?.context, "sandbox");
    assert.match(byName(clusters, "payments").provider?.kubeconfig as string, /current-context: recorded/);
    assert.ok(isSecret(byName(clusters, "hidden-orders").provider?.kubeconfig));
  });

  it("has nothing of a cluster that only waits for its deletion, or of a destroyed stack", () => {
    const replaced = changed((resource) => [{ ...resource, delete: resource.urn.endsWith("::payments") }]);
    assert.deepEqual(
      deployedClusters(replaced).map(({ name }) => name),
      ["orders", "hidden-orders"],
    );
    assert.deepEqual(deployedClusters({ deployment: {} }), []);
  });

  it("of an up that did not finish says so", () => {
    const unfinished = changed((resource) => [{ ...resource, outputs: undefined }]);
    assert.throws(() => deployedClusters(unfinished), /the state does not tell namespace and id of orders/);
  });

  it("tells the S3StateStorage that makes the state's place, and whether its bucket may be destroyed", () => {
    const storage = (stateRoot: string) => ({
      urn: "urn:pulumi:s::p::flink:index:S3StateStorage::state",
      type: "flink:index:S3StateStorage",
      inputs: { forceDestroy: true },
      outputs: { stateRoot },
    });
    const madeWith = (root: string) =>
      deployedClusters({ deployment: { resources: [...RESOURCES, storage(root)] } }).map((one) => one.stateStorage);
    assert.deepEqual(madeWith("s3://flink-state/tests/pay"), [undefined, { forceDestroy: true }, undefined]);
    assert.deepEqual(madeWith("s3://another/tests/pay"), [undefined, undefined, undefined]);
  });
});

describe("the cluster of a stack", () => {
  const clusters = deployedClusters(state);
  const failure = (some: DeployedCluster[], asked?: string): OperationError => {
    try {
      chosenCluster(some, "dev", asked);
    } catch (error) {
      return error as OperationError;
    }
    throw new Error("one was chosen");
  };

  it("is the only one, or chosen by name or by id", () => {
    assert.equal(chosenCluster(clusters.slice(0, 1), "dev").name, "orders");
    assert.equal(chosenCluster(clusters, "dev", "payments").clusterId, "pay");
    assert.equal(chosenCluster(clusters, "dev", "pay").name, "payments");
  });
  it("must be chosen of several, which are listed", () => {
    const { what, todo } = failure(clusters);
    assert.equal(what, "stack dev has 3 FlinkClusters");
    assert.match(todo, /--cluster: orders \(id orders, namespace shop\), payments \(id pay, namespace shop\), /);
  });
  it("must be one that there is", () =>
    assert.equal(failure(clusters, "order").what, 'stack dev has no FlinkCluster "order"'));
  it("is named otherwise when the stack is destroyed", () => {
    const { what, todo } = failure([]);
    assert.match(what, /^stack dev has no FlinkCluster: it is not deployed, or destroyed$/);
    assert.match(todo, /--context, --namespace and --cluster-id/);
  });
});
