import type * as pulumi from "@pulumi/pulumi";

/** The Flink file system plugin that serves the storage URI. */
export enum S3Plugin {
  /** `flink-s3-fs-hadoop`: schemes s3 and s3a, with a recoverable writer for file sinks. */
  Hadoop = "flink-s3-fs-hadoop",
  /** `flink-s3-fs-presto`: schemes s3 and s3p, without a recoverable writer. */
  Presto = "flink-s3-fs-presto",
  /** `flink-s3-fs-native`: schemes s3 and s3a, on the AWS SDK v2; from Flink 2.3 on. */
  Native = "flink-s3-fs-native",
}

/** How the pods get credentials for the store. */
export enum StorageIdentityType {
  /** EKS IAM roles for service accounts: a projected service account token is exchanged for credentials of the role. */
  Irsa = "irsa",
  /** EKS Pod Identity: the agent on the node hands out credentials of the role associated with the service account. */
  PodIdentity = "pod-identity",
  /** Static keys of `credentialsSecret`, for S3-compatible stores. */
  StaticKeys = "static-keys",
  /** The instance profile of the node, shared by every pod on it. Only where nothing better is available. */
  InstanceProfile = "instance-profile",
}

/** A store whose quirks are known. */
export enum S3Profile {
  /** Amazon S3. With flink-s3-fs-presto it sets the ACL that buckets without ACLs take. */
  Aws = "aws",
  /** versitygw, the Versity S3 gateway. */
  Versitygw = "versitygw",
  /** MinIO. */
  Minio = "minio",
  /** The object gateway (RGW) of Ceph. */
  Ceph = "ceph",
}

/** A place for state that all JobManagers and TaskManagers reach: an S3 bucket or an S3-compatible store. */
export interface StateStorageArgs {
  /**
   * Bucket and folder, `s3://bucket/folder`. The cluster uses the folder `<clusterId>` below it, so clusters with
   * different ids may share the URI. Schemes: s3, and s3a (hadoop, native) or s3p (presto).
   * Flink keys: `high-availability.storageDir`, `execution.checkpointing.dir`, `execution.checkpointing.savepoint-dir`.
   */
  uri: pulumi.Input<string>;
  /** The file system plugin. Defaults to `Hadoop`. */
  plugin?: pulumi.Input<S3Plugin>;
  /** URL of an S3-compatible store, `http(s)://host:port`. Flink key: `s3.endpoint`. Defaults to Amazon S3. */
  endpoint?: pulumi.Input<string>;
  /**
   * Region of the bucket, such as eu-central-1. Irsa needs it to exchange tokens, and so does flink-s3-fs-native.
   * Environment: `AWS_REGION`. Flink keys: `fs.s3a.endpoint.region` and `s3.endpoint` (hadoop), `s3.region` (native),
   * `s3.endpoint` (presto).
   * Defaults to `us-east-1` with flink-s3-fs-native and a `profile` other than Aws, else what the plugin finds.
   */
  region?: pulumi.Input<string>;
  /**
   * Whether the bucket is in the path rather than in the host name. Flink keys: `s3.path.style.access` (hadoop, presto),
   * `s3.path-style-access` (native). Defaults to `true` with `endpoint`, else `false`.
   */
  pathStyleAccess?: pulumi.Input<boolean>;
  /**
   * The kind of store, which decides the plugin's options that it needs; `options` override them. One other than Aws
   * needs `endpoint`. Defaults to `Aws` without `endpoint`, else none.
   */
  profile?: pulumi.Input<S3Profile>;
  /**
   * Authorities that signed the certificate of `endpoint`, or of a proxy in front of AWS, if they are not public. Refused
   * with an `http://` endpoint. Every JVM of the pods trusts them in addition to its own. Defaults to none.
   */
  trustedCertificates?: pulumi.Input<TrustedCertificatesArgs>;
  /**
   * How the pods get credentials for the store. Decides the plugin's credential providers; instance metadata is off
   * for every type but InstanceProfile. Without an identity the plugin searches by itself, not in instance metadata;
   * flink-s3-fs-hadoop does not look for web identities then.
   * Defaults to `StaticKeys` with `credentialsSecret`, else none.
   *
   * ```ts
   * storage: {
   *   uri: "s3://orders-flink-state/flink",
   *   region: "eu-central-1",
   *   identity: {
   *     type: StorageIdentityType.Irsa,
   *     jobManagerRoleArn: "arn:aws:iam::123456789012:role/orders-jobmanager",
   *     taskManagerRoleArn: "arn:aws:iam::123456789012:role/orders-taskmanager",
   *   },
   * },
   * ```
   */
  identity?: pulumi.Input<StorageIdentityArgs>;
  /** An existing Secret with static keys, for S3-compatible stores only: on AWS choose another `identity`. Defaults to none. */
  credentialsSecret?: pulumi.Input<CredentialsSecretArgs>;
  /**
   * Further options of the plugin by Flink's keys, such as for quirks of a store; they override those of `profile`. Keys
   * start with s3., s3a., fs.s3a., fs.s3. or presto.s3.; those of other arguments and of secrets are refused.
   * Defaults to none.
   */
  options?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /**
   * The cluster that the place is for, as an S3StateStorage gives it. Another cluster is refused: the roles do not trust
   * its service accounts. Defaults to none: not checked.
   */
  cluster?: pulumi.Input<StateOwnerArgs>;
}

/** The cluster that keeps its state in a storage, with the values of its FlinkClusterArgs. */
export interface StateOwnerArgs {
  /** `clusterId` of the FlinkCluster: the name of the component unless it is set. */
  clusterId: pulumi.Input<string>;
  /** The Kubernetes namespace of the cluster. */
  namespace: pulumi.Input<string>;
  /** Service account of the JobManagers, as in the FlinkCluster's `access`. Defaults to `<clusterId>-jobmanager`. */
  jobManagerServiceAccount?: pulumi.Input<string>;
  /**
   * Service account of the TaskManagers, as in the FlinkCluster's `access`; with PodIdentity it must differ from the
   * JobManagers'. Defaults to `<clusterId>-taskmanager`.
   */
  taskManagerServiceAccount?: pulumi.Input<string>;
}

/** How the pods get credentials for the store. */
export interface StorageIdentityArgs {
  /** Where the credentials come from. */
  type: pulumi.Input<StorageIdentityType>;
  /**
   * ARN of the IAM role of the JobManagers, `arn:aws:iam::<account>:role/<name>`. Required with Irsa, where the pods name
   * it themselves, and refused with any other type: with PodIdentity the service account's association has the role.
   * May be unknown at preview. Environment: `AWS_ROLE_ARN`. Defaults to none.
   */
  jobManagerRoleArn?: pulumi.Input<string>;
  /** ARN of the IAM role of the TaskManagers; see `jobManagerRoleArn`. Defaults to none. */
  taskManagerRoleArn?: pulumi.Input<string>;
}

/** Certificates of authorities, in PEM, that the pods trust in addition to those of the JVM. */
export interface TrustedCertificatesArgs {
  /** Name of an existing ConfigMap in the cluster's namespace. A change of it takes effect when pods start. */
  configMap: pulumi.Input<string>;
  /** Its key with one or more certificates in PEM; each makes the start a little longer. Defaults to `ca.crt`. */
  key?: pulumi.Input<string>;
}

/** An existing Secret in the cluster's namespace with the keys of an S3 user. */
export interface CredentialsSecretArgs {
  /** Name of the Secret. */
  name: pulumi.Input<string>;
  /** Its key with the access key id. Defaults to `AWS_ACCESS_KEY_ID`. */
  accessKeyIdKey?: pulumi.Input<string>;
  /** Its key with the secret access key. Defaults to `AWS_SECRET_ACCESS_KEY`. */
  secretAccessKeyKey?: pulumi.Input<string>;
}
