import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { FlinkCluster, type FlinkClusterArgs, S3StateStorage, type S3StateStorageArgs } from "../../components";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { record, type Recorded, type Registered, type RunOptions } from "../support/mocks";
import { IDENTITIES, SETTINGS } from "../unit/aws/matrix";
import { AWS, MINIMAL } from "../support/recordedStorage";
import { SMALL } from "../support/recordedCluster";

/** A program whose resources are compared with a checked-in file. */
export interface GoldenProgram {
  readonly name: string;
  /** Its arguments come from a stack's configuration and change with it. */
  readonly configured?: boolean;
  readonly options?: RunOptions;
  readonly program: () => unknown;
}

const STORE = { uri: "s3://bucket/flink", endpoint: "https://store:9000", credentialsSecret: { name: "keys" } };

/** Clusters that differ in one group of arguments each. */
const CLUSTERS: Record<string, Partial<FlinkClusterArgs>> = {
  smallest: {},
  "without-high-availability": { highAvailability: { type: "none" as never } },
  "every-argument": {
    clusterId: "orders",
    imagePullPolicy: "Always" as never,
    imagePullSecrets: ["pull"],
    flinkVersion: "2.2.1",
    generation: 7,
    job: {
      entryClass: "com.example.Job",
      arguments: ["--price", "$5"],
      parallelism: 3,
      initialSavepoint: "s3://bucket/flink/orders/savepoints/s1",
      allowNonRestoredState: true,
    },
    jobManager: { replicas: 3, memory: "2g", cpu: "1", cpuLimit: "2", nodeSelector: { pool: "flink" } },
    taskManager: { replicas: 2, slots: 2, memory: "4g", cpu: "2", cpuLimit: "4", nodeSelector: { pool: "flink" } },
    highAvailability: { leaseDuration: "20 s", renewDeadline: "15 s", retryPeriod: "3 s" },
    checkpoints: { interval: "10 s", timeout: "5 min", retained: 3 },
    flinkConfiguration: { "state.backend.type": "rocksdb" },
    logLevel: "DEBUG" as never,
    labels: { team: "data" },
  },
  "existing-accounts": {
    access: { jobManagerServiceAccount: "jm", taskManagerServiceAccount: "tm", createRoles: false },
  },
  "annotated-accounts": { access: { serviceAccountAnnotations: { owner: "data" } } },
  "static-keys-and-certificates": {
    storage: { ...STORE, trustedCertificates: { configMap: "ca" }, profile: "minio" as never },
  },
  presto: { storage: { ...STORE, plugin: "flink-s3-fs-presto" as never, profile: "ceph" as never } },
  native: { storage: { ...STORE, plugin: "flink-s3-fs-native" as never, profile: "versitygw" as never } },
  irsa: {
    storage: {
      uri: "s3://bucket/flink",
      region: "eu-central-1",
      identity: {
        type: "irsa" as never,
        jobManagerRoleArn: "arn:aws:iam::123456789012:role/jm",
        taskManagerRoleArn: "arn:aws:iam::123456789012:role/tm",
      },
    },
  },
  "pod-identity": {
    storage: { uri: "s3://bucket/flink", region: "eu-central-1", identity: { type: "pod-identity" as never } },
  },
};

/** The stack of a configuration file, as `index.ts` makes it. */
function stack(environment: string): () => unknown {
  const { config } = parse(readFileSync(join(PROJECT_ROOT, "stacks", `Pulumi.${environment}.yaml`), "utf8"));
  const [name, args, state] = ["name", "cluster", "stateStorage"].map((key) => config[`pulumi-flink:${key}`]);
  return () => {
    if (state === undefined) return new FlinkCluster(name, args as FlinkClusterArgs);
    const cluster = { clusterId: args.clusterId ?? name, namespace: args.namespace };
    return new FlinkCluster(name, {
      ...args,
      storage: new S3StateStorage(name, { ...state, cluster }).storage,
    } as FlinkClusterArgs);
  };
}

const STORAGES = Object.entries(IDENTITIES).flatMap(([identity, identityArgs]) =>
  Object.entries(SETTINGS).map(([setting, args]) => ({
    name: `storage-${identity}-${setting}`.toLowerCase().replaceAll(" ", "-"),
    options: AWS,
    program: () => new S3StateStorage("orders", { ...MINIMAL, ...args, identity: identityArgs } as S3StateStorageArgs),
  })),
);

/** Every program. */
export const PROGRAMS: GoldenProgram[] = [
  ...Object.entries(CLUSTERS).map(([name, args]) => ({
    name: `cluster-${name}`,
    program: () => new FlinkCluster("demo", { ...SMALL, ...args }),
  })),
  { name: "cluster-smallest-preview", options: { preview: true }, program: () => new FlinkCluster("demo", SMALL) },
  { name: "stack-dev", configured: true, program: stack("dev") },
  { name: "stack-prod", configured: true, options: AWS, program: stack("prod") },
  { name: "stack-prod-preview", configured: true, options: { ...AWS, preview: true }, program: stack("prod") },
  ...STORAGES,
];

const recordings = new Map<GoldenProgram, Promise<Recorded<unknown>>>();

/** What a program registers, in one order. */
export async function registered(golden: GoldenProgram): Promise<Registered[]> {
  const recording = recordings.get(golden) ?? record(golden.program, golden.options);
  recordings.set(golden, recording);
  const { resources } = await recording;
  return resources
    .map((resource) => ({ ...resource, dependencies: [...resource.dependencies].sort() }))
    .sort((one, other) => compare(`${one.type} ${one.name}`, `${other.type} ${other.name}`));
}

/** What a program registers, as text that is the same for the same resources. */
export async function rendered(golden: GoldenProgram): Promise<string> {
  return `${stableJson(await registered(golden))}\n`;
}

/** A value as text that is the same for the same value. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, sorted, 1);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Keys of objects in one order. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => compare(one, other)));
}

/** The file of a program, with its path in the checkout. */
export function objectFile({ name }: GoldenProgram): string {
  return `test/generated/objects/${name}.json`;
}

/** What every program registers, by file. */
export async function objectFiles(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  // One after the other: Pulumi's runtime knows one program at a time.
  for (const program of PROGRAMS) files[objectFile(program)] = await rendered(program);
  return files;
}
