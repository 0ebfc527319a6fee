import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingBucketArgs } from "../arguments/bucket";
import { blockPublicAccess, denyByPolicy, encrypt, expire, keepVersions, logAccess, ownObjects } from "./guards";
import type { StateStorageInputs } from "./inputs";
import { createKey } from "./key";
import { ready } from "./ready";
import type { PodRoles } from "./roles";
import { createRootMarker } from "./rootMarker";

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
  const { args, kept } = inputs;
  const child = `${inputs.name}-state`;
  const { bucketName, forceDestroy, region, tags } = args;
  const { bucket } = new s3.Bucket(child, { bucket: bucketName, forceDestroy, region, tags }, kept);
  const arn = bucketArn(inputs, bucket);
  const guarded = { inputs, child, bucket, arn };

  const closed = blockPublicAccess(guarded);
  const owned = ownObjects(guarded, closed);
  const key = createKey(inputs, bucket);
  const encrypted = encrypt(guarded, key, closed);
  const versioned = keepVersions(guarded, args.versioning, closed);
  const expiring = expire(guarded, versioned[0] ?? closed);
  logAccess(guarded, args.accessLogging, closed);
  const denying = denyByPolicy(guarded, roles, owned);
  const marker = createRootMarker(inputs, bucket, encrypted);

  const guards = [closed, owned, encrypted, expiring, denying, marker, ...versioned];
  return { bucket, name: ready(bucket, guards), arn, kmsKeyArn: key };
}

/** Computed, so that policies can be read at preview. */
function bucketArn({ partition }: StateStorageInputs, bucket: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:s3:::${bucket}`;
}
