import type * as pulumi from "@pulumi/pulumi";

/** Who encrypts the objects of a bucket, with whose key. */
export enum BucketEncryptionType {
  /** Keys of Amazon S3, AES-256. */
  SseS3 = "sse-s3",
  /** A key of AWS KMS, whose use is granted and logged. */
  SseKms = "sse-kms",
}

/** Whether a bucket keeps what is overwritten or deleted. */
export enum BucketVersioningStatus {
  /** Overwritten and deleted objects stay as noncurrent versions. */
  Enabled = "Enabled",
  /** No new versions; for a bucket whose versioning was enabled before, which cannot be undone. */
  Suspended = "Suspended",
}

/** A bucket that someone else takes care of. */
export interface ExistingBucketArgs {
  /** Name of the bucket. If it has dots, the pods address it by path, because its TLS certificate does not fit otherwise. */
  name: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the bucket; the roles are granted its use. Defaults to none: SSE-S3. */
  kmsKeyArn?: pulumi.Input<string>;
  /** ARNs of other keys that encrypt objects of the cluster, as in `encryption`. Defaults to none. */
  formerKmsKeyArns?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Encryption of a new bucket. */
export interface BucketEncryptionArgs {
  /**
   * Who encrypts. A change affects objects written from then on; see `formerKmsKeyArns`. Before you leave a key that the
   * component has created, unprotect it with `pulumi state unprotect`: it is then forgotten, not deleted.
   */
  type: BucketEncryptionType;
  /**
   * ARN of an existing KMS key (no alias) in the bucket's region, for SseKms. Its policy must allow IAM policies of the
   * account to grant its use. Defaults to a key that the component creates, with yearly rotation.
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * ARNs of keys of earlier settings, so that the pods can still read what these have encrypted. A running cluster
   * changes its key without a failed checkpoint in two `up`s: put the new key here first. Defaults to none.
   */
  formerKmsKeyArns?: pulumi.Input<pulumi.Input<string>[]>;
}

/** A rule by which objects of a bucket expire. */
export interface BucketLifecycleRuleArgs {
  /**
   * Name of the rule, unique within the bucket, at most 255 characters; neither abort-incomplete-uploads nor
   * expire-noncurrent-versions, which the component uses.
   */
  id: pulumi.Input<string>;
  /** Beginning of the keys of the objects, such as `exports/`. */
  prefix: pulumi.Input<string>;
  /** Days after which objects expire, a whole number from 1. */
  expireAfterDays: pulumi.Input<number>;
}

/** Server access logs of a bucket. */
export interface BucketAccessLoggingArgs {
  /** Name of another bucket in the same region and account, whose policy lets `logging.s3.amazonaws.com` write. */
  bucket: pulumi.Input<string>;
  /** Beginning of the keys of the logs. Defaults to the name of the logged bucket and `/`. */
  prefix?: pulumi.Input<string>;
}
