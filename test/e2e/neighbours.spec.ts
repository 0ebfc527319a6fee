import assert from "node:assert/strict";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { deleteHaConfigMaps } from "../../operations/haConfigMaps";
import { configuredCluster } from "../../commands/stack/cluster";
import { deleteState, storageClient } from "../../commands/stack/storage";
import { location } from "../../operations/storage/location";
import { TestStack } from "../support/testStack";

describe("two clusters in one namespace and one bucket", () => {
  let left: TestStack;
  let right: TestStack;

  before(async () => {
    // One id begins with the other: a clean-up by prefix would take both.
    left = await TestStack.create("pair");
    right = await TestStack.create("pair-too");
    await left.configure().up();
    await right.configure().up();
  });
  after(() => Promise.all([left?.dispose(), right?.dispose()]));

  it("keep their state apart, and one survives the destruction of the other", async () => {
    const [, survivor] = [await left.runningJob(), await right.runningJob()];
    const before = await survivor.again(() => true);
    const kept = await objects(left);
    assert.ok(kept.length > 0);

    await left.succeed(["destroy", "--yes", "--skip-preview"]);
    const haConfigMaps = await deleteHaConfigMaps(left.core, left.namespace, left.name);
    assert.equal(haConfigMaps.length, 2);
    assert.ok(
      haConfigMaps.every((name) => name.startsWith("pair-g1-")),
      haConfigMaps.join(),
    );
    assert.ok((await objects(left)).length > 0, "destroy keeps the state by default");
    await deleteState(left.stack, configuredCluster(left.stack));

    assert.deepEqual(await objects(left), []);
    const after = await survivor.again(
      ({ records }, { latest }) =>
        records > before.totals.records && latest.completed!.id > before.checkpoints.latest.completed!.id,
    );
    assert.deepEqual([after.totals.restores, after.totals.gaps, after.totals.repeats], [before.totals.restores, 0, 0]);
  });

  it("leave no object of the destroyed one in Kubernetes", async () => {
    const owned = await remaining(left);
    assert.deepEqual(owned, []);
  });
});

/** Keys below the cluster's folder in the bucket. */
async function objects(stack: TestStack): Promise<string[]> {
  const cluster = configuredCluster(stack.stack);
  const client = await storageClient(stack.stack, cluster);
  const { bucket, prefix } = location(cluster.stateRoot);
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${prefix}/` }))
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
  return keys;
}

/** Every object in the namespace whose name or labels belong to the cluster. */
async function remaining(stack: TestStack): Promise<string[]> {
  const { namespace, name, core } = stack;
  const lists = await Promise.all([
    core.listNamespacedPod({ namespace }),
    core.listNamespacedService({ namespace }),
    core.listNamespacedConfigMap({ namespace }),
    core.listNamespacedServiceAccount({ namespace }),
    core.listNamespacedEndpoints({ namespace }),
  ]);
  const own = new RegExp(`^${name}-(g1-|rest$|jobmanager$|taskmanager$)`);
  return lists
    .flatMap(({ items }) => items.map(({ metadata }) => metadata!.name!))
    .filter((object) => own.test(object));
}
