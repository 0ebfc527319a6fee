import type * as pulumi from "@pulumi/pulumi";
import type {
  BucketAccessLoggingArgs,
  BucketEncryptionArgs,
  BucketLifecycleRuleArgs,
  BucketVersioningStatus,
  ExistingBucketArgs,
} from "./bucket";
import type { S3IdentityArgs } from "./s3Identity";
import type { S3Plugin, StateOwnerArgs } from "./storage";

/** One Flink cluster's place in an S3 bucket, and the IAM roles with which its pods, and nobody else's, use it. */
export interface S3StateStorageArgs {
  /** The cluster that keeps its state here. */
  cluster: pulumi.Input<StateOwnerArgs>;
  /**
   * Name of the bucket to create: 3 to 63 lower case letters, digits and hyphens; unique in all of AWS. Pulumi refuses
   * to change it, because the bucket is protected. After `pulumi state unprotect` a change makes another, empty bucket
   * and forgets the old one, or deletes it with all state if `forceDestroy` was applied.
   * Defaults to the name of the component, `-state` and a random suffix.
   */
  bucketName?: pulumi.Input<string>;
  /**
   * An existing bucket instead of a new one. Only the roles are created; nothing of the bucket itself is changed. Refused
   * together with `bucketName` or any argument of a new bucket, from `encryption` to `forceDestroy`. Defaults to none.
   *
   * ```ts S3StateStorageArgs
   * existingBucket: {
   *   name: "orders-flink-state",
   *   kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
   * },
   * region: "eu-central-1",
   * ```
   */
  existingBucket?: ExistingBucketArgs;
  /**
   * Folder in the bucket below which the cluster has its own, `<folder>/<clusterId>`: letters, digits, `.`, `_`, `-`,
   * parts separated by `/`. Empty for none. Defaults to `flink`.
   */
  folder?: pulumi.Input<string>;
  /**
   * Region of the bucket and its key, such as eu-central-1. Set it for an existing bucket in another region than the AWS
   * provider's. Defaults to the region of the AWS provider.
   */
  region?: pulumi.Input<string>;
  /**
   * Encryption of the new bucket. Defaults to `SseS3`.
   *
   * ```ts S3StateStorageArgs
   * encryption: { type: BucketEncryptionType.SseKms },
   * ```
   */
  encryption?: BucketEncryptionArgs;
  /**
   * Versioning of the new bucket. Flink does not need it, because it never overwrites. Versions guard against deletion by
   * mistake and cost the storage they take; see `noncurrentVersionsExpireAfterDays`. To switch versioning off, set
   * Suspended: leaving the argument out again is refused, because versioning is protected. Defaults to none.
   */
  versioning?: BucketVersioningStatus;
  /**
   * Days after which S3 removes the parts of an upload that was never completed, a whole number from 7. A file sink
   * completes uploads of the savepoint that a job starts from: raise this before you start from older savepoints, or
   * their data is lost. Defaults to `7`.
   */
  abortIncompleteUploadsAfterDays?: pulumi.Input<number>;
  /**
   * Days after which versions that were overwritten or deleted are removed, a whole number from 1. Needs `versioning`.
   * Defaults to none: they stay.
   */
  noncurrentVersionsExpireAfterDays?: pulumi.Input<number>;
  /**
   * Expiration of other data in the new bucket. Rules that touch the cluster's state are refused. Defaults to none.
   *
   * ```ts S3StateStorageArgs
   * lifecycleRules: [{ id: "exports", prefix: "exports/", expireAfterDays: 30 }],
   * ```
   */
  lifecycleRules?: pulumi.Input<pulumi.Input<BucketLifecycleRuleArgs>[]>;
  /**
   * Whether the policy of the new bucket denies writing and deleting state to everyone but the cluster's two roles,
   * including the administrators of the account. Before anybody deletes or restores state by hand, run `up` with false.
   * With true, `destroy --exclude-protected` keeps both roles, which the policy names. Defaults to `false`.
   */
  onlyClusterMayWrite?: pulumi.Input<boolean>;
  /**
   * Server access logs of the new bucket. Defaults to none.
   *
   * ```ts S3StateStorageArgs
   * accessLogging: { bucket: "example-access-logs", prefix: "orders-flink-state/" },
   * ```
   */
  accessLogging?: BucketAccessLoggingArgs;
  /**
   * The IAM roles of the pods and how the pods get them.
   *
   * ```ts S3StateStorageArgs
   * identity: { type: StorageIdentityType.PodIdentity, eksCluster: "production" },
   * ```
   */
  identity: S3IdentityArgs;
  /** The Flink file system plugin. Decides which actions the roles need and which images will do. Defaults to `Hadoop`. */
  plugin?: pulumi.Input<S3Plugin>;
  /**
   * Further folders below `<folder>/<clusterId>` that the job itself reads and writes, such as that of a file sink. Same
   * shape as `folder`. They must not be in ha, checkpoints or savepoints. Defaults to none.
   */
  jobFolders?: pulumi.Input<pulumi.Input<string>[]>;
  /** Further options of the plugin by Flink's keys, passed on in `storage`. Defaults to none. */
  options?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /**
   * Whether the bucket, all objects in it and the created key may be deleted. Without it they are protected:
   * `pulumi destroy` refuses, `pulumi destroy --exclude-protected` removes the rest, and what is unprotected by hand is
   * forgotten rather than deleted. To delete them, set it, run `pulumi up`, then `pulumi destroy`. While it is applied,
   * whatever removes or replaces the bucket deletes all state. Defaults to `false`.
   */
  forceDestroy?: boolean;
  /**
   * Tags of everything that is created: keys of 1 to 128 characters, values of up to 256; no key starts with `aws:`.
   * Defaults to none.
   */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}
