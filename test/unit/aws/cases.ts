import type { S3StateStorageArgs } from "../../../components/arguments/s3StateStorage";
import type { Problem } from "../../../components/validation/problem";
import { keyArn, MINIMAL, OIDC_PROVIDER, POD_IDENTITY, roleArn } from "../../support/recordedStorage";

/** Arguments that break one rule, and the problem that is all they give. */
export interface RefusedStorage extends Problem {
  /** What differs from `MINIMAL`. */
  readonly args: { readonly [key in keyof S3StateStorageArgs]?: unknown };
  /** Name of the component. Defaults to orders. */
  readonly name?: string;
}

const irsa = MINIMAL.identity;
const withoutBucket = { cluster: MINIMAL.cluster, identity: MINIMAL.identity };
const foreign = { bucketName: undefined, existingBucket: { name: "theirs" } };

function cluster(settings: object): object {
  return { ...MINIMAL.cluster, ...settings };
}

const NEW_BUCKET =
  "3 to 63 lower case letters, digits and hyphens, starting and ending with a letter or digit, without " +
  "the beginnings and endings that AWS keeps for itself";
const FOLDER = "parts of letters, digits, '.', '_' and '-', separated by '/', each starting with a letter or digit";
const ROLE = "arn:aws:iam::<account>:role/<name>";
const POLICY = "arn:aws:iam::<account>:policy/<name>";
const KEY = {
  rule: "state-storage.kms-key-arn",
  allowed: "arn:aws:kms:<region>:<account>:key/<id>",
  fix: "Give the ARN of the key itself: IAM policies do not follow an alias.",
};
const UNCHANGED = {
  rule: "state-storage.existing-bucket-unchanged",
  allowed: "nothing with existingBucket: that bucket stays as its owner has made it",
};
const SET_UP_THERE = "Remove it and set the bucket up where it is made, or create a bucket with bucketName.";
const ONLY_CREATED = {
  rule: "state-storage.identity-unused",
  allowed: "only where a role is created: existing ones stay as their owner has made them",
  fix: "Remove it, or let the component create one of the roles.",
};
const existingRoles = { jobManagerRoleArn: roleArn("jm"), taskManagerRoleArn: roleArn("tm") };

const PLACE_CASES: RefusedStorage[] = [
  {
    args: { cluster: cluster({ clusterId: "Orders" }) },
    rule: "names.cluster-id",
    path: "cluster.clusterId",
    value: "Orders",
    allowed:
      "at most 38 lower case letters, digits and hyphens, starting with a letter and ending with a letter or digit",
    fix: 'Name it differently, for example "orders".',
  },
  {
    args: { cluster: cluster({ namespace: "Shop" }) },
    rule: "names.namespace",
    path: "cluster.namespace",
    value: "Shop",
    allowed: "at most 63 lower case letters, digits and hyphens, starting and ending with a letter or digit",
    fix: 'Name it differently, for example "shop".',
  },
  ...["jobManagerServiceAccount", "taskManagerServiceAccount"].map((key) => ({
    args: { cluster: cluster({ [key]: "*" }) },
    rule: "names.object-name",
    path: `cluster.${key}`,
    value: "*",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "my-name".',
  })),
  ...["orders_eu", "o".repeat(45)].map((name) => ({
    name,
    args: {},
    rule: "state-storage.name",
    path: "name",
    value: name,
    allowed:
      "at most 44 letters, digits and hyphens, starting with a letter or digit: bucket and roles are named after the component",
    fix: "Give the component a shorter or plainer name.",
  })),
  {
    args: { existingBucket: { name: "theirs" } },
    rule: "state-storage.two-buckets",
    path: "bucketName",
    value: "state",
    allowed: "bucketName or existingBucket, not both",
    fix: "Remove bucketName to use the existing bucket, or existingBucket to create one.",
  },
  {
    args: { bucketName: "state.shop.example" },
    rule: "state-storage.bucket-name",
    path: "bucketName",
    value: "state.shop.example",
    allowed: NEW_BUCKET,
    fix: "Replace the dots by hyphens: with dots the TLS certificate of S3 does not fit the host name.",
  },
  ...["State", "-state", "ab", "b".repeat(64), "state-", "xn--state", "state-s3alias", "state--x-s3"].map(
    (bucketName) => ({
      args: { bucketName },
      rule: "state-storage.bucket-name",
      path: "bucketName",
      value: bucketName,
      allowed: NEW_BUCKET,
      fix: "Name it differently, or leave bucketName out.",
    }),
  ),
  ...["s3://theirs", "arn:aws:s3:::theirs", "theirs/folder", "their*"].map((name) => ({
    args: { bucketName: undefined, existingBucket: { name } },
    rule: "state-storage.existing-bucket-name",
    path: "existingBucket.name",
    value: name,
    allowed: "a bucket of 3 to 63 lower case letters, digits, '.' and '-'",
    fix: "Give the bucket's name alone, without scheme, ARN and folder.",
  })),
  {
    args: { region: "Frankfurt" },
    rule: "state-storage.region",
    path: "region",
    value: "Frankfurt",
    allowed: "the code of a region, such as eu-central-1",
    fix: "Give the region's code, or leave it out.",
  },
  ...["/flink", "flink/", "a//b", "a b", "flink/*", "${aws:username}", ".."].map((folder) => ({
    args: { folder },
    rule: "state-storage.folder",
    path: "folder",
    value: folder,
    allowed: FOLDER,
    fix: 'Name it without other characters and without a slash at either end, such as "flink".',
  })),
  {
    args: { jobFolders: ["sink", "*"] },
    rule: "state-storage.job-folder",
    path: "jobFolders[1]",
    value: "*",
    allowed: FOLDER,
    fix: 'Name it without other characters and without a slash at either end, such as "sink".',
  },
  ...["ha", "checkpoints/mine"].map((folder) => ({
    args: { jobFolders: [folder] },
    rule: "state-storage.job-folder-is-state",
    path: "jobFolders[0]",
    value: folder,
    allowed: "folders beside ha, checkpoints and savepoints, which are Flink's own",
    fix: "Let the job keep its files in a folder of its own, such as sink.",
  })),
  {
    args: { tags: { "aws:team": "shop" } },
    rule: "state-storage.tag",
    path: 'tags["aws:team"]',
    value: "shop",
    allowed:
      "keys of 1 to 128 and values of up to 256 letters, digits, spaces and _ . : / = + @ -; keys not starting with aws:",
    fix: "Shorten the tag or replace the other characters.",
  },
];

const BUCKET_CASES: RefusedStorage[] = [
  {
    args: { ...foreign, encryption: { type: "sse-s3" } },
    ...UNCHANGED,
    path: "encryption",
    value: { type: "sse-s3" },
    fix: "Remove it. If a KMS key encrypts the bucket, name the key in existingBucket.kmsKeyArn.",
  },
  ...Object.entries({
    versioning: "Enabled",
    abortIncompleteUploadsAfterDays: 7,
    noncurrentVersionsExpireAfterDays: 30,
    lifecycleRules: [],
    onlyClusterMayWrite: true,
    accessLogging: { bucket: "logs" },
    forceDestroy: true,
  }).map(([path, value]) => ({ args: { ...foreign, [path]: value }, ...UNCHANGED, path, value, fix: SET_UP_THERE })),
  {
    args: { encryption: { type: "sse-kms", kmsKeyArn: "alias/state" } },
    ...KEY,
    path: "encryption.kmsKeyArn",
    value: "alias/state",
  },
  {
    args: { bucketName: undefined, existingBucket: { name: "theirs", formerKmsKeyArns: ["alias/old"] } },
    ...KEY,
    path: "existingBucket.formerKmsKeyArns[0]",
    value: "alias/old",
  },
  {
    args: { encryption: { type: "sse-kms", formerKmsKeyArns: [keyArn("old"), "*"] } },
    ...KEY,
    path: "encryption.formerKmsKeyArns[1]",
    value: "*",
  },
  {
    args: { bucketName: undefined, existingBucket: { name: "theirs", kmsKeyArn: "*" } },
    ...KEY,
    path: "existingBucket.kmsKeyArn",
    value: "*",
  },
  {
    args: { encryption: { type: "sse-s3", kmsKeyArn: keyArn("given") } },
    rule: "state-storage.kms-key-unused",
    path: "encryption.kmsKeyArn",
    value: keyArn("given"),
    allowed: "a key only with encryption.type sse-kms",
    fix: "Set encryption.type to sse-kms, or remove the key.",
  },
  ...[6, 7.5, 0].map((value) => ({
    args: { abortIncompleteUploadsAfterDays: value },
    rule: "state-storage.abort-days",
    path: "abortIncompleteUploadsAfterDays",
    value,
    allowed: "a whole number from 7 up",
    fix: "Set abortIncompleteUploadsAfterDays to a whole number from 7 up, or leave it out.",
  })),
  {
    args: { versioning: "Enabled", noncurrentVersionsExpireAfterDays: 0 },
    rule: "state-storage.noncurrent-days",
    path: "noncurrentVersionsExpireAfterDays",
    value: 0,
    allowed: "a whole number from 1 up",
    fix: "Set noncurrentVersionsExpireAfterDays to a whole number from 1 up, or leave it out.",
  },
  {
    args: { noncurrentVersionsExpireAfterDays: 30 },
    rule: "state-storage.noncurrent-without-versioning",
    path: "noncurrentVersionsExpireAfterDays",
    value: 30,
    allowed: "only with versioning: without it there are no noncurrent versions",
    fix: "Set versioning to Enabled, or remove noncurrentVersionsExpireAfterDays.",
  },
  ...["", "abort-incomplete-uploads", "i".repeat(256)].map((id) => ({
    args: { lifecycleRules: [{ id, prefix: "exports/", expireAfterDays: 1 }] },
    rule: "state-storage.lifecycle-id",
    path: "lifecycleRules[0].id",
    value: id,
    allowed: "1 to 255 characters, each id once, other than abort-incomplete-uploads and expire-noncurrent-versions",
    fix: "Give the rule another id.",
  })),
  {
    args: {
      lifecycleRules: [
        { id: "a", prefix: "exports/", expireAfterDays: 1 },
        { id: "a", prefix: "logs/", expireAfterDays: 1 },
      ],
    },
    rule: "state-storage.lifecycle-id",
    path: "lifecycleRules[1].id",
    value: "a",
    allowed: "1 to 255 characters, each id once, other than abort-incomplete-uploads and expire-noncurrent-versions",
    fix: "Give the rule another id.",
  },
  {
    args: { lifecycleRules: [{ id: "exports", prefix: "exports/", expireAfterDays: 0 }] },
    rule: "state-storage.lifecycle-days",
    path: "lifecycleRules[0].expireAfterDays",
    value: 0,
    allowed: "a whole number from 1 up",
    fix: "Set lifecycleRules[0].expireAfterDays to a whole number from 1 up, or leave it out.",
  },
  // Everything, above the state, its beginning, the state, and a part of it.
  ...["", "flink/", "flink/ord", "flink/orders/", "flink/orders/savepoints/"].map((prefix) => ({
    args: { lifecycleRules: [{ id: "old", prefix, expireAfterDays: 30 }] },
    rule: "state-storage.lifecycle-touches-state",
    path: "lifecycleRules[0].prefix",
    value: prefix,
    allowed:
      "prefixes that hold nothing of flink/orders/: a running job still needs files of any age, of " +
      "incremental checkpoints and of its HA metadata",
    fix:
      "Give a prefix beside the state, or remove the rule. Flink deletes checkpoints by itself; delete " +
      "savepoints with `flink savepoint --dispose`.",
  })),
  {
    args: { accessLogging: { bucket: "state" } },
    rule: "state-storage.log-bucket",
    path: "accessLogging.bucket",
    value: "state",
    allowed: "another bucket: logs of writing logs would never end",
    fix: "Name a bucket for logs, with a policy that lets logging.s3.amazonaws.com write.",
  },
];

const IDENTITY_CASES: RefusedStorage[] = [
  {
    args: { identity: { type: "static-keys" } },
    rule: "state-storage.identity-type",
    path: "identity.type",
    value: "static-keys",
    allowed: "irsa or pod-identity on AWS: static keys are for S3-compatible stores",
    fix: "Choose irsa or pod-identity. For another store, give the cluster its storage without S3StateStorage.",
  },
  {
    args: { identity: { type: "instance-profile" } },
    rule: "state-storage.identity-type",
    path: "identity.type",
    value: "instance-profile",
    allowed: "irsa or pod-identity on AWS: the role of a node is every pod's on it",
    fix: "Choose irsa or pod-identity. For another store, give the cluster its storage without S3StateStorage.",
  },
  ...["jobManagerRoleArn", "taskManagerRoleArn"].flatMap((key) =>
    ["flink", "arn:aws:iam::123456789012:role/*", "arn:aws:sts::123456789012:assumed-role/flink/session"].map(
      (value) => ({
        args: { identity: { ...irsa, [key]: value } },
        rule: "state-storage.role-arn",
        path: `identity.${key}`,
        value,
        allowed: ROLE,
        fix: "Give the ARN of the role as `aws iam get-role` shows it, not of a session or an instance profile.",
      }),
    ),
  ),
  ...[
    "https://oidc.eks.eu-central-1.amazonaws.com/id/0",
    "arn:aws:iam::1:oidc-provider/x",
    "arn:aws:iam::123456789012:oidc-provider/*",
  ].map((value) => ({
    args: { identity: { ...irsa, oidcProviderArn: value } },
    rule: "state-storage.oidc-provider-arn",
    path: "identity.oidcProviderArn",
    value,
    allowed: "arn:aws:iam::<account>:oidc-provider/<issuer without https://>",
    fix: "Give the ARN of the IAM OIDC provider, as `aws iam list-open-id-connect-providers` shows it; the issuer's URL is not enough.",
  })),
  {
    args: { identity: { ...irsa, permissionsBoundaryArn: "boundary" } },
    rule: "state-storage.policy-arn",
    path: "identity.permissionsBoundaryArn",
    value: "boundary",
    allowed: POLICY,
    fix: "Give the ARN of a managed policy; an inline policy has none.",
  },
  {
    args: { identity: { ...irsa, extraPolicyArns: ["arn:aws:iam::aws:policy/A", "*"] } },
    rule: "state-storage.policy-arn",
    path: "identity.extraPolicyArns[1]",
    value: "*",
    allowed: POLICY,
    fix: "Give the ARN of a managed policy; an inline policy has none.",
  },
  ...["flink", "/flink", "/a//b/"].map((rolePath) => ({
    args: { identity: { ...irsa, rolePath } },
    rule: "state-storage.role-path",
    path: "identity.rolePath",
    value: rolePath,
    allowed: "/ or names between slashes, such as /flink/",
    fix: "Start and end the path with a slash.",
  })),
  {
    args: { identity: { ...POD_IDENTITY, eksCluster: "arn:aws:eks:eu-central-1:123456789012:cluster/production" } },
    rule: "state-storage.eks-cluster",
    path: "identity.eksCluster",
    value: "arn:aws:eks:eu-central-1:123456789012:cluster/production",
    allowed: "the name of an EKS cluster: at most 100 letters, digits, '-' and '_'",
    fix: "Give the cluster's name, not its ARN or its kubectl context.",
  },
  {
    args: { identity: { type: "irsa" } },
    rule: "state-storage.identity-incomplete",
    path: "identity.oidcProviderArn",
    value: undefined,
    allowed: "a value with irsa: the created roles trust tokens of this issuer only",
    fix: "Give the ARN of the cluster's IAM OIDC provider, or the ARNs of two existing roles.",
  },
  {
    args: { identity: { type: "irsa", jobManagerRoleArn: roleArn("jm") } },
    rule: "state-storage.identity-incomplete",
    path: "identity.oidcProviderArn",
    value: undefined,
    allowed: "a value with irsa: the created roles trust tokens of this issuer only",
    fix: "Give the ARN of the cluster's IAM OIDC provider, or the ARNs of two existing roles.",
  },
  {
    args: { identity: { type: "pod-identity", ...existingRoles } },
    rule: "state-storage.identity-incomplete",
    path: "identity.eksCluster",
    value: undefined,
    allowed: "a value with pod-identity: roles and service accounts are associated there",
    fix: "Give the name of the EKS cluster, or choose irsa.",
  },
  {
    args: { identity: { ...irsa, eksCluster: "production" } },
    rule: "state-storage.identity-unused",
    path: "identity.eksCluster",
    value: "production",
    allowed: "only with pod-identity",
    fix: "Remove it, or set identity.type to pod-identity.",
  },
  {
    args: { identity: { ...POD_IDENTITY, oidcProviderArn: OIDC_PROVIDER } },
    rule: "state-storage.identity-unused",
    path: "identity.oidcProviderArn",
    value: OIDC_PROVIDER,
    allowed: "only with irsa",
    fix: "Remove it, or set identity.type to irsa.",
  },
  ...Object.entries({
    oidcProviderArn: OIDC_PROVIDER,
    permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
    rolePath: "/flink/",
    extraPolicyArns: ["arn:aws:iam::aws:policy/A"],
  }).map(([key, value]) => ({
    args: { identity: { type: "irsa", ...existingRoles, [key]: value } },
    ...ONLY_CREATED,
    path: `identity.${key}`,
    value,
  })),
  {
    args: {
      identity: POD_IDENTITY,
      cluster: cluster({ jobManagerServiceAccount: "flink", taskManagerServiceAccount: "flink" }),
    },
    rule: "state-storage.shared-service-account",
    path: "cluster.taskManagerServiceAccount",
    value: "flink",
    allowed:
      "another one than cluster.jobManagerServiceAccount with pod-identity: EKS associates one role with a service account",
    fix: "Give JobManagers and TaskManagers a service account each, or choose irsa.",
  },
];

/** One case at least for every rule of S3StateStorage that looks at arguments alone. */
export const REFUSED_STORAGE: RefusedStorage[] = [...PLACE_CASES, ...BUCKET_CASES, ...IDENTITY_CASES];

/** Arguments at the edge of what the rules allow. */
export const ACCEPTED_STORAGE: Record<string, object> = {
  "the least there must be": MINIMAL,
  "no name of a bucket": withoutBucket,
  "the longest name of a bucket": { ...MINIMAL, bucketName: "b".repeat(63) },
  "an existing bucket with dots": {
    ...withoutBucket,
    existingBucket: { name: "state.shop.example", kmsKeyArn: keyArn("theirs") },
  },
  "no folder": { ...MINIMAL, folder: "" },
  "a folder in a folder": { ...MINIMAL, folder: "teams/shop_1/v1.0" },
  "a region of another partition": { ...MINIMAL, region: "us-gov-east-1" },
  "a rule beside the state": {
    ...MINIMAL,
    lifecycleRules: [{ id: "old", prefix: "flink/orders-old/", expireAfterDays: 1 }],
  },
  "versions of a bucket whose versioning is suspended": {
    ...MINIMAL,
    versioning: "Suspended",
    noncurrentVersionsExpireAfterDays: 1,
  },
  "the shortest age of an upload": { ...MINIMAL, abortIncompleteUploadsAfterDays: 7 },
  "former keys with SSE-S3": { ...MINIMAL, encryption: { type: "sse-s3", formerKmsKeyArns: [keyArn("old")] } },
  "existing roles with IRSA, which need no provider": { ...MINIMAL, identity: { type: "irsa", ...existingRoles } },
  "existing roles with Pod Identity": { ...MINIMAL, identity: { ...POD_IDENTITY, ...existingRoles } },
  "a role with a path": {
    ...MINIMAL,
    identity: { ...irsa, jobManagerRoleArn: "arn:aws-us-gov:iam::123456789012:role/team/flink" },
  },
  "one service account for both with IRSA": {
    ...MINIMAL,
    cluster: cluster({ jobManagerServiceAccount: "flink", taskManagerServiceAccount: "flink" }),
  },
  "tags in any language": { ...MINIMAL, tags: { "équipe/été": "magasin 1" } },
};
