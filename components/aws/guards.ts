import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { type BucketAccessLoggingArgs, BucketEncryptionType, type BucketVersioningStatus } from "../arguments/bucket";
import { bucketPolicy } from "../iam/bucketPolicy";
import type { StateStorageInputs } from "./inputs";
import { lifecycleRules } from "./lifecycle";
import type { PodRoles } from "./roles";

/** A new bucket and what its guards have in common: logical name, options, and the resources that come first. */
export interface GuardedBucket {
  readonly inputs: StateStorageInputs;
  readonly child: string;
  readonly bucket: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** Shuts the door: S3 takes one change of a bucket's access at a time, and this one is the first. */
export function blockPublicAccess({ inputs, child, bucket }: GuardedBucket): pulumi.Resource {
  const everything = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  };
  return new s3.BucketPublicAccessBlock(child, { bucket, ...everything, region: inputs.args.region }, inputs.kept);
}

/** Turns ACLs off: whatever is in the bucket belongs to its account. */
export function ownObjects(guarded: GuardedBucket, after: pulumi.Resource): pulumi.Resource {
  const rule = { objectOwnership: "BucketOwnerEnforced" };
  return new s3.BucketOwnershipControls(guarded.child, { ...common(guarded), rule }, keptAfter(guarded, after));
}

/** Encrypts what is written from now on. */
export function encrypt(
  guarded: GuardedBucket,
  key: pulumi.Output<string> | undefined,
  after: pulumi.Resource,
): pulumi.Resource {
  return new s3.BucketServerSideEncryptionConfiguration(
    guarded.child,
    { ...common(guarded), rules: [encryptionRule(guarded.inputs, key)] },
    keptAfter(guarded, after),
  );
}

function encryptionRule({ args }: StateStorageInputs, key: pulumi.Output<string> | undefined) {
  if (args.encryption?.type !== BucketEncryptionType.SseKms)
    return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false };
  // With a key of the bucket, S3 asks KMS once in a while instead of for each of thousands of files.
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
    bucketKeyEnabled: true,
  };
}

/** Keeps what is overwritten or deleted, where the arguments ask for it. */
export function keepVersions(
  guarded: GuardedBucket,
  status: BucketVersioningStatus | undefined,
  after: pulumi.Resource,
): pulumi.Resource[] {
  if (status === undefined) return [];
  const versioningConfiguration = { status };
  const settings = { ...common(guarded), versioningConfiguration };
  return [new s3.BucketVersioning(guarded.child, settings, keptAfter(guarded, after))];
}

/** Removes what nobody can need any more. */
export function expire(guarded: GuardedBucket, after: pulumi.Resource): pulumi.Resource {
  const rules = guarded.inputs.spec.apply(lifecycleRules);
  return new s3.BucketLifecycleConfiguration(guarded.child, { ...common(guarded), rules }, keptAfter(guarded, after));
}

/** Logs requests, where the arguments ask for it. Not kept: logging is turned off by leaving it out. */
export function logAccess(
  guarded: GuardedBucket,
  logging: BucketAccessLoggingArgs | undefined,
  after: pulumi.Resource,
): void {
  if (logging === undefined) return;
  const targetPrefix = logging.prefix ?? pulumi.interpolate`${guarded.bucket}/`;
  new s3.BucketLogging(
    guarded.child,
    { ...common(guarded), targetBucket: logging.bucket, targetPrefix },
    { ...guarded.inputs.child, dependsOn: [after] },
  );
}

/** Denies what no IAM policy may grant. */
export function denyByPolicy(guarded: GuardedBucket, roles: PodRoles, after: pulumi.Resource): pulumi.Resource {
  const { spec } = guarded.inputs;
  // At preview the roles' ARNs are unknown: they are looked at only where the policy names them.
  const writers = spec.apply(({ onlyClusterMayWrite }) =>
    onlyClusterMayWrite ? pulumi.all([roles.jobmanager.arn, roles.taskmanager.arn]) : undefined,
  );
  const policy = pulumi
    .all([spec, guarded.arn, writers])
    .apply(([{ stateKey }, bucketArn, arns]) => bucketPolicy({ bucketArn, stateKey, writers: arns }));
  return new s3.BucketPolicy(guarded.child, { ...common(guarded), policy }, keptAfter(guarded, after));
}

function common({ bucket, inputs }: GuardedBucket) {
  return { bucket, region: inputs.args.region };
}

function keptAfter({ inputs }: GuardedBucket, resource: pulumi.Resource): pulumi.CustomResourceOptions {
  return { ...inputs.kept, dependsOn: [resource] };
}
