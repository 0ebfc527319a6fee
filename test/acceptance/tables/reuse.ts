import assert from "node:assert/strict";
import { sandbox } from "../../../sandbox/client";
import type { Consumer } from "../../support/consumer";
import { ExampleStack } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import {
  forget,
  freshNamespace,
  haConfigMapsIn,
  jobRunning,
  liveObjects,
  sandboxValues,
} from "../../support/examples/onSandbox";
import { CLUSTER_CODE, type Figures, type Table } from "../table";

/** How the clusters of an example come and go. */
interface Deployment {
  readonly namespace: string;
  readonly clusterIds: readonly string[];
  up(): Promise<unknown>;
  /** Fails when the program would change what is deployed. */
  unchanged(): Promise<unknown>;
  destroy(): Promise<unknown>;
}

/** Small enough that two of them run on one node. */
const small = (entryClass: string) => ({
  job: { entryClass, parallelism: 1 },
  jobManager: { memory: "1g", cpu: "100m" },
  taskManager: { memory: "1200m", cpu: "100m" },
});

export const reuse: Table<Consumer> = {
  name: "reuse",
  title: "The examples of reuse, from the packed package: RUNNING, no changes, destroyed, and what stays",
  covers: [...CLUSTER_CODE, "examples", "commands/build", "tsconfig.build.json", "test/acceptance/tables/reuse.ts"],
  columns: ["clusters", "up and RUNNING s", "next preview", "what stays"],
  rows: () => [
    { id: "several-clusters", run: (consumer) => deployed(severalClusters(consumer)) },
    { id: "platform and application", run: onPlatform },
    { id: "wrapped-component", run: (consumer) => deployed(wrappedComponent(consumer)) },
    { id: "automation-api", run: (consumer) => deployed(automationApi(consumer)) },
  ],
  setUp: () => installedExamples(),
  tearDown: async () => undefined,
};

async function deployed(prepared: Promise<Deployment>): Promise<Figures> {
  const { namespace, clusterIds, up, unchanged, destroy } = await prepared;
  try {
    const started = performance.now();
    await up();
    for (const clusterId of clusterIds) await jobRunning(namespace, clusterId);
    const seconds = Math.round((performance.now() - started) / 1000);
    await unchanged();
    await destroy();
    for (const clusterId of clusterIds) assert.deepEqual(await liveObjects(namespace, clusterId), []);
    const kept = await haConfigMapsIn(namespace);
    assert.equal(kept.length, 2 * clusterIds.length, kept.join());
    return {
      clusters: clusterIds.length,
      "up and RUNNING s": seconds,
      "next preview": "no changes",
      "what stays": `${kept.length} ConfigMaps of Flink's, and the state`,
    };
  } finally {
    await destroy();
    await forget(namespace, sandboxValues(namespace).uri);
  }
}

async function severalClusters(consumer: Consumer): Promise<Deployment> {
  const namespace = "reuse-several";
  const { context, image, storage, entryClass, uri } = sandboxValues(namespace);
  await freshNamespace(namespace, uri);
  const stack = await new ExampleStack(consumer, "several-clusters", "reuse").create({
    "kubernetes:context": context,
    namespace,
    image,
    storage,
    clusters: { orders: small(entryClass), payments: small(entryClass) },
  });
  return { namespace, clusterIds: ["orders", "payments"], ...commands(stack) };
}

async function wrappedComponent(consumer: Consumer): Promise<Deployment> {
  const namespace = "reuse-wrapped";
  const { context, image, storage, entryClass, uri } = sandboxValues(namespace);
  await freshNamespace(namespace, uri);
  const values = { context, team: namespace, image, entryClass, storage };
  const stack = await new ExampleStack(consumer, "wrapped-component", "reuse").create(values);
  return { namespace, clusterIds: ["orders"], ...commands(stack) };
}

/** The application's cluster comes and goes while the platform is there. */
async function onPlatform(consumer: Consumer): Promise<Figures> {
  const namespace = "reuse-platform";
  const { context, image, uri, endpoint, profile, entryClass } = sandboxValues(namespace);
  const platform = await new ExampleStack(consumer, "platform", "reuse").create({
    "kubernetes:context": context,
    namespace,
    uri,
    endpoint,
    profile,
  });
  const { accessKeyId, secretAccessKey } = sandbox().s3;
  await forget(namespace, uri);
  await platform.setSecrets({ accessKeyId, secretAccessKey });
  const application = await new ExampleStack(consumer, "application", "reuse").create({
    "kubernetes:context": context,
    platform: platform.fullName,
    image,
    entryClass,
  });
  // Takes a minute: the SDK's own way to print the error of an Output.
  const { exitCode, output } = await application.pulumi(["preview"]);
  assert.notEqual(exitCode, 0);
  assert.match(output, /Required output 'applications' does not exist on stack/);
  await platform.up();
  try {
    return await deployed(Promise.resolve({ namespace, clusterIds: ["orders"], ...commands(application) }));
  } finally {
    await platform.destroy();
  }
}

async function automationApi(consumer: Consumer): Promise<Deployment> {
  const namespace = "reuse-automation";
  const { context, image, entryClass, endpoint, uri } = sandboxValues(namespace);
  await freshNamespace(namespace, uri);
  const settings = {
    KUBE_CONTEXT: context,
    NAMESPACE: namespace,
    IMAGE: image,
    ENTRY_CLASS: entryClass,
    STATE_URI: uri,
    S3_ENDPOINT: endpoint,
  };
  const run = (...args: string[]) => consumer.run("node", ["automation-api/index.ts", ...args], settings);
  return {
    namespace,
    clusterIds: ["orders"],
    async up() {
      const output = await run();
      assert.ok(output.includes(`The web UI is at http://orders-rest.${namespace}:8081`), output);
    },
    async unchanged() {
      const output = await run();
      assert.match(output, /Resources:\s+\d+ unchanged/);
    },
    destroy: () => run("destroy"),
  };
}

function commands(stack: ExampleStack): Pick<Deployment, "up" | "unchanged" | "destroy"> {
  return { up: () => stack.up(), unchanged: () => stack.unchanged(), destroy: () => stack.destroy() };
}
