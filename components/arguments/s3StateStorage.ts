import type * as pulumi from "@pulumi/pulumi";
import type { S3Plugin, StateOwnerArgs, StorageIdentityType } from "./storage";

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

/** One Flink cluster's place in an S3 bucket, and the IAM roles with which its pods, and nobody else's, use it. */
export interface S3StateStorageArgs {
  /** The cluster that keeps its state here. */
  cluster: pulumi.Input<StateOwnerArgs>;
  /**
   * Name of the bucket to create: 3 to 63 lower case letters, digits and hyphens; unique in all of AWS. Changing it
   * is refused by Pulumi, for the bucket is protected: after `pulumi state unprotect` it makes another, empty bucket and
   * forgets the old one, or deletes it with all state where `forceDestroy` was applied. Defaults to the component's
   * name, `-state` and a random suffix.
   */
  bucketName?: pulumi.Input<string>;
  /**
   * An existing bucket instead of a new one. Nothing of the bucket itself is changed: only the roles are made. Refused
   * beside `bucketName` and every argument of a new bucket, from `encryption` to `forceDestroy`.
   */
  existingBucket?: ExistingBucketArgs;
  /**
   * Folder in the bucket below which the cluster has its own, `<folder>/<clusterId>`: letters, digits, `.`, `_`, `-`,
   * parts separated by `/`. Empty for none. Defaults to flink.
   */
  folder?: pulumi.Input<string>;
  /**
   * Region of the bucket and its key, such as eu-central-1. Defaults to the region of the AWS provider; an existing
   * bucket in another one must be given it.
   */
  region?: pulumi.Input<string>;
  /** Encryption of the new bucket. Defaults to SseS3. */
  encryption?: BucketEncryptionArgs;
  /**
   * Versioning of the new bucket. Flink needs none: it never overwrites. Versions guard against deletion by mistake,
   * and cost what they hold; see `noncurrentVersionsExpireAfterDays`. To turn it off, set Suspended; to leave it out
   * again is refused, for it is
   * protected. Defaults to none.
   */
  versioning?: BucketVersioningStatus;
  /**
   * Days after which S3 removes the parts of an upload that was never completed, a whole number from 7. A file sink
   * completes uploads of the savepoint that a job starts from: with older savepoints raise it, or their data is lost.
   * Defaults to 7.
   */
  abortIncompleteUploadsAfterDays?: pulumi.Input<number>;
  /**
   * Days after which versions that were overwritten or deleted are removed, a whole number from 1. Needs `versioning`.
   * Defaults to never.
   */
  noncurrentVersionsExpireAfterDays?: pulumi.Input<number>;
  /** Expiration of other data in the new bucket. Rules that touch the cluster's state are refused. Defaults to none. */
  lifecycleRules?: pulumi.Input<pulumi.Input<BucketLifecycleRuleArgs>[]>;
  /**
   * Whether the policy of the new bucket denies writing and deleting state to everyone but the cluster's two roles, the
   * administrators of the account included: before anybody deletes or restores state by hand, `up` with false.
   * `destroy --exclude-protected` then keeps both roles, which the policy names. Defaults to false.
   */
  onlyClusterMayWrite?: pulumi.Input<boolean>;
  /** Server access logs of the new bucket. Defaults to none. */
  accessLogging?: BucketAccessLoggingArgs;
  /** The IAM roles of the pods and the way by which the pods get them. */
  identity: S3IdentityArgs;
  /**
   * The Flink file system plugin; decides the actions that the roles need and which image will do.
   * Defaults to flink-s3-fs-hadoop.
   */
  plugin?: pulumi.Input<S3Plugin>;
  /**
   * Further folders below `<folder>/<clusterId>` that the job itself reads and writes, such as that of a file sink.
   * Shape as `folder`. They may not lie in ha, checkpoints or savepoints. Defaults to none.
   */
  jobFolders?: pulumi.Input<pulumi.Input<string>[]>;
  /** Further options of the plugin by Flink's keys, passed on in `storage`. Defaults to none. */
  options?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /**
   * Whether the bucket, all objects in it and the created key may be deleted. Without it they are protected: `pulumi
   * destroy` refuses, `pulumi destroy --exclude-protected` removes the rest, and what is unprotected by hand is
   * forgotten rather than deleted. To delete them, set it, run `pulumi up`, then `pulumi destroy`. While it is applied,
   * whatever removes or replaces the bucket deletes all state. Defaults to false.
   */
  forceDestroy?: boolean;
  /** Tags of everything that is created: keys of 1 to 128, values of up to 256 characters; no key starts with `aws:`. Defaults to none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/** A bucket that someone else takes care of. */
export interface ExistingBucketArgs {
  /** Name of the bucket. With dots in it, the pods address it by path: its TLS certificate does not fit otherwise. */
  name: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the bucket; the roles are granted its use. Defaults to none: SSE-S3. */
  kmsKeyArn?: pulumi.Input<string>;
  /** ARNs of other keys that encrypt objects of the cluster, as in `encryption`. Defaults to none. */
  formerKmsKeyArns?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Encryption of a new bucket. */
export interface BucketEncryptionArgs {
  /**
   * Who encrypts. A change holds for objects written from then on; see `formerKmsKeyArns`. To leave a key that the
   * component has created, unprotect it with `pulumi state unprotect` first: it is forgotten then, not deleted.
   */
  type: BucketEncryptionType;
  /**
   * ARN of an existing KMS key (no alias) in the bucket's region, for SseKms. Its policy must let IAM policies of the
   * account grant its use. Defaults to a key that the component creates, with yearly rotation.
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * ARNs of keys of earlier settings, so that the pods can still read what these have encrypted. A cluster that runs
   * changes its key without a failed checkpoint in two `up`s: the new key is put here first. Defaults to none.
   */
  formerKmsKeyArns?: pulumi.Input<pulumi.Input<string>[]>;
}

/** A rule by which objects of a bucket expire. */
export interface BucketLifecycleRuleArgs {
  /**
   * Name of the rule within the bucket, at most 255 characters; each once, none of abort-incomplete-uploads and
   * expire-noncurrent-versions.
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

/** The IAM roles of a cluster's pods. */
export interface S3IdentityArgs {
  /** How the pods get their role: Irsa or PodIdentity. */
  type: StorageIdentityType;
  /**
   * ARN of the IAM OIDC provider of the Kubernetes cluster, `arn:aws:iam::<account>:oidc-provider/<issuer>`. Needed by
   * Irsa, unless both roles exist already: then, and with PodIdentity, it is refused.
   */
  oidcProviderArn?: pulumi.Input<string>;
  /**
   * Name of the EKS cluster, with the Pod Identity Agent on its nodes: at most 100 letters, digits, `-` and `_`.
   * Needed by PodIdentity, refused with Irsa.
   */
  eksCluster?: pulumi.Input<string>;
  /**
   * ARN of an existing role for the JobManagers. Trust and policies are its owner's: the output `jobManagerPolicy` is
   * what it must grant. Defaults to a role that the component creates.
   */
  jobManagerRoleArn?: pulumi.Input<string>;
  /** ARN of an existing role for the TaskManagers, like `jobManagerRoleArn`. */
  taskManagerRoleArn?: pulumi.Input<string>;
  /** ARN of the policy that bounds the created roles. Refused where both roles exist. Defaults to none. */
  permissionsBoundaryArn?: pulumi.Input<string>;
  /** IAM path of the created roles, such as `/flink/`. Refused where both roles exist. Defaults to `/`. */
  rolePath?: pulumi.Input<string>;
  /**
   * ARNs of managed policies that both created roles get too, for sources and sinks of the job. Refused where both roles
   * exist. ARNs that are Outputs are told apart by their places: put new ones at the end. Defaults to none.
   */
  extraPolicyArns?: pulumi.Input<string>[];
}

/** What a FlinkCluster takes as `storage`. Known only once bucket and roles are ready to be used. */
export interface S3StateLocation {
  /** Bucket and folder. */
  uri: pulumi.Output<string>;
  /** The file system plugin. */
  plugin: pulumi.Output<S3Plugin>;
  /** Region of the bucket. */
  region: pulumi.Output<string>;
  /** Whether the bucket stands in the path: true for one with dots in its name. */
  pathStyleAccess: pulumi.Output<boolean>;
  /** How the pods prove who they are. */
  identity: S3StateIdentity;
  /** Options of the plugin. */
  options: pulumi.Output<{ [key: string]: string }>;
  /** The cluster whose place this is, with its service accounts. */
  cluster: pulumi.Output<S3StateOwner>;
}

/** The cluster that the roles of a storage are for. */
export interface S3StateOwner {
  /** Its id. */
  clusterId: string;
  /** Its Kubernetes namespace. */
  namespace: string;
  /** Service account of its JobManagers. */
  jobManagerServiceAccount: string;
  /** Service account of its TaskManagers. */
  taskManagerServiceAccount: string;
}

/** How the pods prove to S3 who they are. */
export interface S3StateIdentity {
  /** The way to the keys. */
  type: pulumi.Output<StorageIdentityType>;
  /** Role of the JobManagers, where the pods name it: with Irsa. */
  jobManagerRoleArn?: pulumi.Output<string>;
  /** Role of the TaskManagers, where the pods name it: with Irsa. */
  taskManagerRoleArn?: pulumi.Output<string>;
}
