import { S3Plugin } from "../arguments/storage";
import type { ProcessKind } from "../model/processes";
import { type Conditions, policyText, type Statement } from "./policyDocument";

/** The folders below a cluster's root; `job` stands for those of the job itself, `root` for all of them. */
type Folder = "root" | "ha" | "checkpoints" | "savepoints" | "job";

/** One action of S3 and the folders whose objects each role needs it for. */
interface Grant {
  readonly action: string;
  readonly jobmanager: Folder[];
  readonly taskmanager: Folder[];
  /** Defaults to every plugin. */
  readonly plugins?: S3Plugin[];
  /** What requests must say for it. */
  readonly condition?: Conditions;
}

/**
 * What Flink asks of S3. The plugins' code shows the operations, all under these actions: HEAD and GET of an object are
 * GetObject; PUT and each step of a multipart upload are PutObject; a bulk delete is DeleteObject of each key. None
 * lists uploads, and none looks at the bucket itself.
 */
export const OBJECT_ACCESS: Grant[] = [
  // TaskManagers read the job's jars, which JobManagers put into ha.
  // Before S3A makes a folder for a JobManager, it looks whether those above are files: `ha`, `checkpoints`.
  { action: "s3:GetObject", jobmanager: ["root"], taskmanager: ["ha", "checkpoints", "savepoints", "job"] },
  // A checkpoint's data comes from TaskManagers, its metadata from the JobManager.
  {
    action: "s3:PutObject",
    jobmanager: ["ha", "checkpoints", "savepoints"],
    taskmanager: ["checkpoints", "savepoints", "job"],
  },
  {
    action: "s3:DeleteObject",
    jobmanager: ["ha", "checkpoints", "savepoints"],
    taskmanager: ["checkpoints", "savepoints", "job"],
  },
  // Looks which parts of a new upload there are already.
  {
    action: "s3:ListMultipartUploadParts",
    jobmanager: ["ha", "checkpoints", "savepoints"],
    taskmanager: ["checkpoints", "savepoints", "job"],
    plugins: [S3Plugin.Presto],
  },
  // Every object comes with an ACL.
  {
    action: "s3:PutObjectAcl",
    jobmanager: ["ha", "checkpoints", "savepoints"],
    taskmanager: ["checkpoints", "savepoints", "job"],
    plugins: [S3Plugin.Presto],
    condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
  },
  // An upload in parts that fails is aborted by who began it; presto does so only if it cannot look at the parts. A
  // checkpoint's metadata go through Flink's recoverable writer where a plugin has one (hadoop): that never aborts.
  // Native writes in parts only for a file sink.
  {
    action: "s3:AbortMultipartUpload",
    jobmanager: ["ha"],
    taskmanager: ["checkpoints", "savepoints", "job"],
    plugins: [S3Plugin.Hadoop],
  },
  {
    action: "s3:AbortMultipartUpload",
    jobmanager: ["ha", "checkpoints", "savepoints"],
    taskmanager: ["checkpoints", "savepoints", "job"],
    plugins: [S3Plugin.Presto],
  },
  { action: "s3:AbortMultipartUpload", jobmanager: [], taskmanager: ["job"], plugins: [S3Plugin.Native] },
];

/**
 * Where each role lists: a folder is what has objects below it, and without this right S3 answers 403 instead of 404
 * for an object that is not there. S3A's mkdirs of the JobManager looks for folders up to the cluster's root.
 */
export const LISTED: Record<ProcessKind, Folder[]> = {
  jobmanager: ["root"],
  taskmanager: ["checkpoints", "savepoints", "job"],
};

/** What of a cluster's state decides its grants. */
interface StateOfCluster {
  /** Key of the cluster's folder, without a slash at its end. */
  readonly stateKey: string;
  readonly plugin: S3Plugin;
  /** Folders of the job itself. */
  readonly jobFolders: string[];
}

/** Where the state lies and how it is encrypted. */
export interface StateGrants {
  readonly spec: StateOfCluster;
  readonly bucketArn: string;
  readonly region: string;
  /** Domain of AWS in this partition, such as amazonaws.com. */
  readonly dnsSuffix: string;
  /** The key that encrypts what is written. */
  readonly kmsKeyArn?: string;
  /** Keys that have encrypted what was written before, or will what is written next. */
  readonly formerKmsKeyArns: string[];
}

/** The IAM policy of a role's pods: what Flink does with its state, and nothing else. */
export function statePolicy(kind: ProcessKind, access: StateGrants): string {
  return policyText([listing(kind, access), ...objects(kind, access), ...keys(access)]);
}

function listing(kind: ProcessKind, { spec, bucketArn }: StateGrants): Statement {
  return {
    Sid: "ListState",
    Effect: "Allow",
    Action: ["s3:ListBucket"],
    Resource: [bucketArn],
    Condition: { StringLike: { "s3:prefix": foldersOf(LISTED[kind], spec).map((folder) => `${folder}/*`) } },
  };
}

/** One statement for each set of folders and condition, with all actions that need just these. */
function objects(kind: ProcessKind, { spec, bucketArn }: StateGrants): Statement[] {
  const statements = new Map<string, Omit<Statement, "Sid">>();
  for (const { action, plugins, condition, [kind]: folders } of OBJECT_ACCESS) {
    const Resource = foldersOf(folders, spec).map((folder) => `${bucketArn}/${folder}/*`);
    if ((plugins && !plugins.includes(spec.plugin)) || Resource.length === 0) continue;
    const where = JSON.stringify([Resource, condition]);
    const Action = [...(statements.get(where)?.Action ?? []), action];
    statements.set(where, { Effect: "Allow", Action, Resource, ...(condition && { Condition: condition }) });
  }
  return [...statements.values()].map((statement, index) => ({ Sid: `UseState${index + 1}`, ...statement }));
}

/** S3 uses the key in the pod's name, and only S3 may. */
function keys({ kmsKeyArn, formerKmsKeyArns, region, dnsSuffix }: StateGrants): Statement[] {
  const Condition = { StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffix}` } };
  // Of the others too: when the bucket changes its key, pods write with the old one and, at once, with the new one.
  const Resource = [...new Set([...(kmsKeyArn === undefined ? [] : [kmsKeyArn]), ...formerKmsKeyArns])];
  if (Resource.length === 0) return [];
  // To complete an upload in parts, S3 decrypts what it has.
  return [{ Sid: "UseKeys", Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource, Condition }];
}

function foldersOf(folders: Folder[], { stateKey, jobFolders }: StateGrants["spec"]): string[] {
  return folders.flatMap((folder) =>
    folder === "root" ? [stateKey] : (folder === "job" ? jobFolders : [folder]).map((name) => `${stateKey}/${name}`),
  );
}
