import { BucketEncryptionType, HighAvailabilityType, S3Plugin, S3Profile } from "../../../components";
import { type PlainStateStorageArgs, stateStorageSpec } from "../../../components/aws/spec";
import type { FlinkClusterArgs } from "../../../components/arguments/flinkCluster";
import { clusterSpec, type PlainArgs } from "../../../components/model/clusterSpec";
import { FIELD_MANAGER } from "../../../components/resources/inputs";
import { ENUMS, type OptionalArgument, reference } from "../../generated/packageSchema";
import { valueOf } from "../../support/mocks";
import { cluster, SMALL, TYPES as KUBERNETES } from "../../support/recordedCluster";
import { MINIMAL, storage, TYPES } from "../../support/recordedStorage";

const STORAGE = { uri: "s3://bucket/flink" };

/** A default that no code of the library takes. */
interface NotComputed {
  readonly says: string;
  readonly because: string;
}

/** What the code does without an argument, in the words of the documentation; for those that no spec has as they are. */
export const EXPECTED: Record<string, () => string | Promise<string>> = {
  "FlinkCluster.clusterId": async () =>
    (await valueOf((await cluster()).result.clusterId)) === "demo" ? "the name of the component" : "another",
  "FlinkCluster.generation": async () =>
    code(/-g(\d+)-/.exec((await cluster()).deployment("jobmanager").inputs.metadata.name)![1]),
  "FlinkCluster.job.parallelism": () =>
    spec({ taskManager: { replicas: 3, slots: 2 } }).job.parallelism === 6
      ? "all slots, `taskManager.replicas` x `taskManager.slots`"
      : "another",
  ...ofGroups("jobManager", "taskManager", "highAvailability", "checkpoints", "access"),
  ...ofProcesses("replicas", () => {
    const [without, withHa] = [HighAvailabilityType.None, HighAvailabilityType.Kubernetes].map((type) =>
      spec({ highAvailability: { type } }),
    );
    return (
      `${withHa.jobManager.replicas} JobManagers with high availability, ${without.jobManager.replicas} without, ` +
      `and ${withHa.taskManager.replicas} TaskManager`
    );
  }),
  ...ofProcesses("memory", () => forBoth("memory")),
  ...ofProcesses("cpu", () => forBoth("cpu")),
  "FlinkCluster.storage.region": () => {
    const given = { profile: S3Profile.Minio, plugin: S3Plugin.Native };
    const { region } = spec({ storage: { ...STORAGE, ...given } }).storage;
    const other = spec().storage.region === undefined ? "what the plugin finds" : "another";
    return `${code(region)} with flink-s3-fs-native and a \`profile\` other than Aws, else ${other}`;
  },
  "FlinkCluster.storage.pathStyleAccess": () => {
    const [given, otherwise] = withAndWithout({ endpoint: "https://store" }).map((each) => each.pathStyleAccess);
    return `${code(given)} with \`endpoint\`, else ${code(otherwise)}`;
  },
  "FlinkCluster.storage.profile": () => {
    const [given, otherwise] = withAndWithout({ endpoint: "https://store" }).map((each) => each.profile);
    return `${literal(otherwise, "S3Profile")} without \`endpoint\`, else ${literal(given)}`;
  },
  "FlinkCluster.storage.identity": () => {
    const [given, otherwise] = withAndWithout({ credentialsSecret: { name: "keys" } }).map(
      (each) => each.identity?.type,
    );
    return `${literal(given, "StorageIdentityType")} with \`credentialsSecret\`, else ${literal(otherwise)}`;
  },
  "FlinkCluster.access.jobManagerServiceAccount": () => createdAccount("jobmanager"),
  "FlinkCluster.access.taskManagerServiceAccount": () => createdAccount("taskmanager"),
  "FlinkCluster.access.serviceAccountAnnotations": async () => {
    const { metadata } = (await cluster()).find(KUBERNETES.serviceAccount, "demo-jobmanager").inputs;
    return same(metadata.annotations, FIELD_MANAGER) ? "none" : "another";
  },
  "FlinkCluster.access.createRoles": async () => {
    const created = async (type: HighAvailabilityType) =>
      (await cluster({ highAvailability: { type } })).resources.some(({ type }) => type === KUBERNETES.role);
    const [withHa, without] = [
      await created(HighAvailabilityType.Kubernetes),
      await created(HighAvailabilityType.None),
    ];
    return `${code(withHa)} with high availability, else ${code(without)}`;
  },

  ...ofOwner("FlinkCluster.storage.cluster"),
  ...ofOwner("S3StateStorage.cluster"),
  "S3StateStorage.existingBucket": () => noneWithout(TYPES.bucket, true),
  "S3StateStorage.existingBucket.kmsKeyArn": async () => {
    const { result } = await storage({ bucketName: undefined, existingBucket: { name: "theirs" } });
    return (await valueOf(result.kmsKeyArn)) === "" ? "none" : "another";
  },
  "S3StateStorage.existingBucket.formerKmsKeyArns": () =>
    literal(storageSpec({ existingBucket: { name: "theirs" } }).formerKmsKeyArns),
  "S3StateStorage.encryption": async () => {
    const [rule] = (await storage()).one(TYPES.encryption).inputs.rules;
    return rule.applyServerSideEncryptionByDefault.sseAlgorithm === "AES256" ? "`SseS3`" : "another";
  },
  "S3StateStorage.encryption.kmsKeyArn": async () => {
    const { inputs } = (await storage({ encryption: { type: BucketEncryptionType.SseKms } })).one(TYPES.key);
    return `a key that the component creates, ${inputs.enableKeyRotation ? "with yearly" : "without"} rotation`;
  },
  "S3StateStorage.encryption.formerKmsKeyArns": () =>
    literal(storageSpec({ encryption: { type: BucketEncryptionType.SseKms } }).formerKmsKeyArns),
  "S3StateStorage.versioning": () => noneWithout(TYPES.versioning, false),
  "S3StateStorage.accessLogging": () => noneWithout(TYPES.logging, false),
  "S3StateStorage.accessLogging.prefix": async () => {
    const { inputs } = (await storage({ accessLogging: { bucket: "logs" } })).one(TYPES.logging);
    return inputs.targetPrefix === `${MINIMAL.bucketName}/` ? "the name of the logged bucket and `/`" : "another";
  },
  "S3StateStorage.identity.jobManagerRoleArn": () => createdRole("jobmanager"),
  "S3StateStorage.identity.taskManagerRoleArn": () => createdRole("taskmanager"),
  "S3StateStorage.identity.permissionsBoundaryArn": async () => literal((await role("jobmanager")).permissionsBoundary),
  "S3StateStorage.identity.extraPolicyArns": () => noneWithout(TYPES.attachment, false),
  "S3StateStorage.forceDestroy": async () => code(!(await storage()).one(TYPES.bucket).protect),
  "S3StateStorage.tags": async () => literal((await role("jobmanager")).tags),
};

/** Defaults that only AWS, the engine or a rule knows. */
export const NOT_COMPUTED: Record<string, NotComputed> = {
  "FlinkCluster.storage.endpoint": { says: "Amazon S3", because: "the plugins' own" },
  "FlinkCluster.storage.cluster": { says: "none: not checked", because: "read by a rule, no part of the spec" },
  "FlinkCluster.storage.identity.jobManagerRoleArn": { says: "none", because: "required or refused by the type" },
  "FlinkCluster.storage.identity.taskManagerRoleArn": { says: "none", because: "required or refused by the type" },
  "S3StateStorage.bucketName": {
    says: "the name of the component, `-state` and a random suffix",
    because: "the engine makes the suffix",
  },
  "S3StateStorage.region": { says: "the region of the AWS provider", because: "asked of the provider" },
  "S3StateStorage.identity.oidcProviderArn": { says: "none", because: "required or refused by the type" },
  "S3StateStorage.identity.eksCluster": { says: "none", because: "required or refused by the type" },
  "S3StateStorage.identity.rolePath": { says: "`/`", because: "IAM's own" },
  "S3StateStorage.options": { says: "none", because: "passed on, no part of the spec" },
};

/** What the code does without an argument, in the words of the documentation; what no code decides, as documented. */
export async function computedDefault({ path, property }: OptionalArgument): Promise<string> {
  if (path in NOT_COMPUTED) return NOT_COMPUTED[path].says;
  if (path in EXPECTED) return EXPECTED[path]();
  const found = inSpec(path);
  if (!found) throw new Error(`no spec has ${path}: add it to test/unit/docs/expectedDefaults.ts`);
  return literal(found.value, reference(property));
}

/** What the specs have at a path of arguments when nothing optional is given; undefined if they do not know the path. */
function inSpec(path: string): { value: unknown } | undefined {
  const [component, ...keys] = path.split(".");
  // Groups that are left out have no defaults: here all are given.
  const given = { trustedCertificates: { configMap: "ca" }, credentialsSecret: { name: "keys" } };
  const specs = component === "FlinkCluster" ? [spec(), spec({ storage: { ...STORAGE, ...given } })] : [storageSpec()];
  for (const one of specs) {
    const parent = keys.slice(0, -1).reduce<any>((value, key) => value?.[key], one);
    if (parent !== undefined && keys.at(-1)! in parent) return { value: parent[keys.at(-1)!] };
  }
  return undefined;
}

/** A value in the words of the documentation. */
function literal(value: unknown, enumName?: string): string {
  if (value === undefined || same(value, []) || same(value, {})) return "none";
  const members = ENUMS.find(({ name }) => name === enumName)?.values ?? [];
  return code(members.find((member) => member.value === value)?.name ?? value);
}

function spec(args: Partial<FlinkClusterArgs> = {}) {
  return clusterSpec({ ...SMALL, ...args } as PlainArgs);
}

function storageSpec(args: Partial<PlainStateStorageArgs> = {}) {
  return stateStorageSpec({ ...MINIMAL, ...args });
}

function withAndWithout(given: object) {
  return [{ ...STORAGE, ...given }, STORAGE].map((each) => spec({ storage: each }).storage);
}

/** A group that is left out is one without properties: the same objects. */
function ofGroups(...names: string[]): typeof EXPECTED {
  const objects = async (args: object) =>
    (await cluster(args)).resources
      .filter(({ custom }) => custom)
      .map(({ urn, inputs }) => JSON.stringify([urn, inputs]))
      .sort();
  const compared = (name: string) => async () =>
    same(await objects({}), await objects({ [name]: {} })) ? "the defaults of its properties" : "another";
  return Object.fromEntries(names.map((name) => [`FlinkCluster.${name}`, compared(name)]));
}

function ofProcesses(name: string, expected: () => string): typeof EXPECTED {
  return { [`FlinkCluster.jobManager.${name}`]: expected, [`FlinkCluster.taskManager.${name}`]: expected };
}

function forBoth(name: "memory" | "cpu"): string {
  const { jobManager, taskManager } = spec();
  return `${code(jobManager[name])} for JobManagers and ${code(taskManager[name])} for TaskManagers`;
}

function ofOwner(path: string): typeof EXPECTED {
  const account = (kind: "jobmanager" | "taskmanager") => () =>
    code(storageSpec().serviceAccounts[kind].replace(MINIMAL.cluster.clusterId, "<clusterId>"));
  return {
    [`${path}.jobManagerServiceAccount`]: account("jobmanager"),
    [`${path}.taskManagerServiceAccount`]: account("taskmanager"),
  };
}

async function createdAccount(kind: string): Promise<string> {
  const { metadata } = (await cluster()).find(KUBERNETES.serviceAccount, `demo-${kind}`).inputs;
  return `${code(metadata.name.replace("demo", "<clusterId>"))}, which the component creates`;
}

async function createdRole(kind: string): Promise<string> {
  return (await role(kind)).assumeRolePolicy === undefined ? "another" : "a role that the component creates";
}

async function role(kind: string): Promise<any> {
  return (await storage()).find(TYPES.role, `orders-${kind}`).inputs;
}

/** "none" if the resource that the argument is about is there or not, as it should be without the argument. */
async function noneWithout(type: string, there: boolean): Promise<string> {
  return (await storage()).types.includes(type) === there ? "none" : "another";
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function code(value: unknown): string {
  return `\`${String(value)}\``;
}
