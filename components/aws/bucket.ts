import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { BucketEncryptionType, type ExistingBucketArgs } from "../arguments/bucket";
import { bucketPolicy } from "./bucketPolicy";
import { createKey } from "./key";
import { lifecycleRules } from "./lifecycle";
import { ready } from "./ready";
import { createRootMarker } from "./rootMarker";
import type { PodRoles } from "./roles";
import type { StateStorageInputs } from "./inputs";

/** The bucket of a storage. */
export interface StateBucket {
  /** Its name. */
  readonly bucket: pulumi.Output<string>;
  /** Its name, once it may hold state: encrypted, closed to the public and guarded by its policy. */
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly kmsKeyArn?: pulumi.Output<string>;
}

/** Uses a bucket as its owner has made it. */
export function adoptBucket(inputs: StateStorageInputs, { name, kmsKeyArn }: ExistingBucketArgs): StateBucket {
  const bucket = pulumi.output(name);
  return {
    bucket,
    name: bucket,
    arn: bucketArn(inputs, bucket),
    kmsKeyArn: kmsKeyArn === undefined ? undefined : pulumi.output(kmsKeyArn),
  };
}

/** Creates a bucket with all that guards what will be in it. */
export function createBucket(inputs: StateStorageInputs, roles: PodRoles): StateBucket {
  const { args, kept, spec, name } = inputs;
  const child = `${name}-state`;
  const region = args.region;
  const { bucket } = new s3.Bucket(
    child,
    { bucket: args.bucketName, forceDestroy: args.forceDestroy, region, tags: args.tags },
    kept,
  );
  const arn = bucketArn(inputs, bucket);

  const closed = new s3.BucketPublicAccessBlock(
    child,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      region,
    },
    kept,
  );
  // S3 takes one change of a bucket's access at a time, and the door is shut first.
  const afterwards = (resource: pulumi.Resource) => ({ ...kept, dependsOn: [resource] });
  const owned = new s3.BucketOwnershipControls(
    child,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" }, region },
    afterwards(closed),
  );
  const key = createKey(inputs, bucket);
  const encrypted = new s3.BucketServerSideEncryptionConfiguration(
    child,
    { bucket, rules: [encryptionRule(inputs, key)], region },
    afterwards(closed),
  );
  const versioned =
    args.versioning === undefined
      ? undefined
      : new s3.BucketVersioning(
          child,
          { bucket, versioningConfiguration: { status: args.versioning }, region },
          afterwards(closed),
        );
  const rules = spec.apply(lifecycleRules);
  const cleaned = new s3.BucketLifecycleConfiguration(
    child,
    { bucket, rules, region },
    afterwards(versioned ?? closed),
  );
  if (args.accessLogging !== undefined) {
    const { bucket: targetBucket, prefix } = args.accessLogging;
    // Not kept: logging is turned off by leaving it out.
    new s3.BucketLogging(
      child,
      { bucket, targetBucket, targetPrefix: prefix ?? pulumi.interpolate`${bucket}/`, region },
      { ...inputs.child, dependsOn: [closed] },
    );
  }
  // At preview the roles' ARNs are unknown: they are looked at only where the policy names them.
  const writers = spec.apply(({ onlyClusterMayWrite }) =>
    onlyClusterMayWrite ? pulumi.all([roles.jobmanager.arn, roles.taskmanager.arn]) : undefined,
  );
  const policy = pulumi
    .all([spec, arn, writers])
    .apply(([{ stateKey }, bucketArn, writers]) => bucketPolicy({ bucketArn, stateKey, writers }));
  const guarded = new s3.BucketPolicy(child, { bucket, policy, region }, afterwards(owned));
  const marker = createRootMarker(inputs, bucket, encrypted);

  const guards = [closed, owned, encrypted, cleaned, guarded, marker, ...(versioned ? [versioned] : [])];
  return { bucket, name: ready(bucket, guards), arn, kmsKeyArn: key };
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

/** Computed, so that policies can be read at preview. */
function bucketArn({ partition }: StateStorageInputs, bucket: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:s3:::${bucket}`;
}
