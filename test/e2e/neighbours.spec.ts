import assert from "node:assert/strict";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { configuredCluster } from "../../commands/stack/cluster";
import { storageClient } from "../../commands/stack/storage";
import { names } from "../../components/model/names";
import { location } from "../../operations/storage/location";
import type { ClusterReport } from "../../operations/storage/report";
import { byName, byStack, pulumiFlink } from "../support/commandLine";
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

  it("are told apart by storage report, by the stack as by the name in Kubernetes", async () => {
    await left.runningJob();
    const [one, other] = [await report(byStack(left)), await report(byName(left))];
    assert.deepEqual(one, other);
    assert.deepEqual(one, { namespaces: [left.namespace], lives: ["live"] });
  });

  it("are not migrated while their jobs run", async () => {
    const to = "s3://another/folder";
    for (const which of [byStack(left), byName(left)]) {
      const { exitCode, out, err } = await pulumiFlink(left, ["storage", "migrate", "--to", to, ...which]);
      assert.deepEqual([exitCode, out], [1, ""]);
      assert.match(err, /^Failed: nothing was copied:\n- job [0-9a-f]{32} is RUNNING: /m);
    }
  });

  it("are not found in a stack that there is not", async () => {
    const { exitCode, err } = await pulumiFlink(left, [
      "storage",
      "report",
      "--stack",
      "nowhere",
      "--cwd",
      left.directory,
    ]);
    assert.equal(exitCode, 1);
    assert.match(err, /^Failed: pulumi stack export of stack nowhere failed: error: no stack named 'nowhere' found$/m);
  });

  it("are not cleaned up after while they are deployed", async () => {
    const named = await pulumiFlink(left, ["clean", ...byName(left), "--state", "--yes"]);
    assert.deepEqual([named.exitCode, named.out], [1, ""]);
    assert.match(
      named.err,
      /^Failed: cluster pair in namespace \S+ is deployed: there are the Deployments pair-g1-jobmanager, /,
    );
    const recorded = await pulumiFlink(left, ["clean", ...byStack(left), "--state", "--yes"]);
    assert.deepEqual([recorded.exitCode, recorded.out], [1, ""]);
    assert.match(recorded.err, /^Failed: stack pair still records cluster pair\nWhat to do: Run pulumi destroy first/);
    assert.ok(recorded.err.includes(`pulumi-flink clean ${byName(left).join(" ")}`), recorded.err);
  });

  it("keep their state apart, and one survives the destruction of the other and what clean deletes", async () => {
    const survivor = await right.runningJob();
    const before = await survivor.again(() => true);
    assert.ok((await objects(left)).length > 0);

    // As an `up` does that is killed: it made these and could not record them.
    await forget(left, "core/v1:Service", "pair-rest");
    await forget(left, "apps/v1:Deployment", "pair-jobmanager");
    await left.succeed(["destroy", "--yes", "--skip-preview"]);
    assert.ok((await objects(left)).length > 0, "destroy keeps the state by default");

    const { endpoint, uri } = configuredCluster(left.stack).storage;
    const store = ["--state", "--storage-uri", uri, "--endpoint", endpoint!, "--secret", "s3-credentials"];
    const clean = (...more: string[]) => pulumiFlink(left, ["clean", ...byName(left), ...store, ...more]);
    assert.match((await clean("--yes")).err, /is deployed: there are the Deployments pair-g1-jobmanager\n/);
    const { leaderConfigMap, jobConfigMap } = names({ clusterId: left.name, namespace: left.namespace, generation: 1 });
    const listed = [
      "Deployment pair-g1-jobmanager",
      "Service pair-rest",
      ...[leaderConfigMap, jobConfigMap].map((name) => `ConfigMap ${name} (Flink's HA metadata)`),
      `s3://${location(uri).bucket}/${left.prefix}`,
    ];
    const wouldDelete = await clean("--with-deployments");
    assert.equal(wouldDelete.err, "");
    assert.match(wouldDelete.out, /^Would delete of cluster pair in namespace \S+, with --yes:\n/);
    assert.deepEqual(lines(wouldDelete.out), [...listed].sort());
    assert.ok((await objects(left)).length > 0);

    const deleted = await clean("--with-deployments", "--yes");
    assert.equal(deleted.exitCode, 0, deleted.err);
    assert.deepEqual(lines(deleted.out), [...listed].sort());
    assert.deepEqual(await objects(left), []);
    assert.match((await clean()).out, /^Nothing is left of cluster pair /);

    const after = await survivor.again(
      ({ records }, { latest }) =>
        records > before.totals.records && latest.completed!.id > before.checkpoints.latest.completed!.id,
    );
    assert.deepEqual([after.totals.restores, after.totals.gaps, after.totals.repeats], [before.totals.restores, 0, 0]);
  });

  it("are named otherwise than by the stack once this is destroyed", async () => {
    const { exitCode, err } = await pulumiFlink(left, ["clean", ...byStack(left)]);
    assert.equal(exitCode, 1);
    assert.match(err, /stack pair has no FlinkCluster: it is not deployed, or destroyed\n.*--context/);
  });

  it("leave no object of the destroyed one in Kubernetes", async () => {
    const owned = await remaining(left);
    assert.deepEqual(owned, []);
  });

  /** What the storage report says of the left cluster that does not change from second to second. */
  async function report(which: string[]): Promise<object> {
    const { exitCode, out, err } = await pulumiFlink(left, ["storage", "report", "--json", ...which]);
    assert.equal(exitCode, 0, err);
    const { clusters } = JSON.parse(out) as { clusters: ClusterReport[] };
    const { namespaces, lives } = clusters.find(({ clusterId }) => clusterId === left.name)!;
    return { namespaces, lives: lives.map(({ status }) => status) };
  }
});

/** What a listing of the command names, without sizes: the JobManager that nobody recorded still runs. */
function lines(listing: string): string[] {
  const named = listing.split("\n").filter((line) => line.startsWith("  "));
  return named.map((line) => line.trim().replace(/ \([\d,]+ objects?, .*\)$/, "")).sort();
}

/** Takes a resource of the cluster out of the stack's state; the object stays. */
async function forget(stack: TestStack, type: string, name: string): Promise<void> {
  const urn = `urn:pulumi:${stack.name}::pulumi-flink::flink:index:FlinkCluster$kubernetes:${type}::${name}`;
  await stack.succeed(["state", "delete", urn, "--yes"]);
}

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
