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

/** How the pods prove to the store who they are. */
export enum StorageIdentityType {
  /** EKS IAM roles for service accounts: a projected service account token is exchanged for the role's keys. */
  Irsa = "irsa",
  /** EKS Pod Identity: the agent on the node hands out the keys of the role associated with the service account. */
  PodIdentity = "pod-identity",
  /** Static keys of `credentialsSecret`, for S3-compatible stores. */
  StaticKeys = "static-keys",
  /** The instance profile of the node, shared by every pod on it. Only where nothing better can be had. */
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
   * Bucket and folder, `s3://bucket/folder`. The cluster uses the folder `<clusterId>` below it; clusters
   * with different ids may share the URI. Schemes: s3, and s3a (hadoop, native) or s3p (presto). Flink keys: `high-
   * availability.storageDir`,
   * `execution.checkpointing.dir`, `execution.checkpointing.savepoint-dir`.
   */
  uri: pulumi.Input<string>;
  /** The file system plugin. Defaults to flink-s3-fs-hadoop. */
  plugin?: pulumi.Input<S3Plugin>;
  /** URL of an S3-compatible store, `http(s)://host:port`. Flink key: `s3.endpoint`. Defaults to AWS. */
  endpoint?: pulumi.Input<string>;
  /**
   * Region of the bucket, such as eu-central-1. Needed by Irsa, for its exchange of tokens, and by flink-s3-fs-native.
   * Flink keys: `fs.s3a.endpoint.region` and `s3.endpoint` (hadoop), `s3.region` (native), `s3.endpoint` (presto);
   * environment: `AWS_REGION`.
   * Defaults to us-east-1 with flink-s3-fs-native and a `profile` other than Aws, else to the plugin's own look-up.
   */
  region?: pulumi.Input<string>;
  /**
   * Whether the bucket stands in the path rather than in the host name.
   * Flink keys: `s3.path.style.access` (hadoop, presto), `s3.path-style-access` (native). Defaults to true with `endpoint`, else false.
   */
  pathStyleAccess?: pulumi.Input<boolean>;
  /**
   * The kind of store, for the options of the plugin that each needs (docs/storage.md); `options` override them.
   * One other than Aws needs `endpoint`. Defaults to Aws without `endpoint`, else to none and no such options.
   */
  profile?: pulumi.Input<S3Profile>;
  /**
   * Who signed the certificate of `endpoint`, or of a proxy before AWS, where no public authority did. Refused with an
   * `http://` endpoint. Every JVM of the pods trusts them beside its
   * own authorities. Defaults to the latter alone.
   */
  trustedCertificates?: pulumi.Input<TrustedCertificatesArgs>;
  /**
   * How the pods prove to the store who they are. Decides the plugin's credential providers; instance metadata is off
   * for every type but InstanceProfile. Defaults to StaticKeys with `credentialsSecret`, else to the plugin's own
   * search, without instance metadata; that of flink-s3-fs-hadoop does not know web identities.
   */
  identity?: pulumi.Input<StorageIdentityArgs>;
  /** An existing Secret with static keys, for S3-compatible stores only: on AWS choose another `identity`. Defaults to none. */
  credentialsSecret?: pulumi.Input<CredentialsSecretArgs>;
  /**
   * Further options of the plugin by Flink's keys, such as quirks of a store; they come after those of `profile`. Keys
   * start with s3., s3a., fs.s3a., fs.s3. or presto.s3.; those of other arguments and of secrets are refused.
   * Defaults to none.
   */
  options?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /**
   * The cluster whose place this is, as an S3StateStorage gives it: another cluster, whose service accounts its roles do
   * not trust, is refused. Defaults to none: not checked.
   */
  cluster?: pulumi.Input<StateOwnerArgs>;
}

/** The cluster that keeps its state in a storage, with the values of its FlinkClusterArgs. */
export interface StateOwnerArgs {
  /** `clusterId` of the FlinkCluster; by default that is the name of the component. */
  clusterId: pulumi.Input<string>;
  /** The Kubernetes namespace of the cluster. */
  namespace: pulumi.Input<string>;
  /** Service account of the JobManagers, as in the FlinkCluster's `access`. Defaults to `<clusterId>-jobmanager`. */
  jobManagerServiceAccount?: pulumi.Input<string>;
  /**
   * Service account of the TaskManagers, as in the FlinkCluster's `access`; with PodIdentity another than the
   * JobManagers'. Defaults to `<clusterId>-taskmanager`.
   */
  taskManagerServiceAccount?: pulumi.Input<string>;
}

/** How the pods prove to the store who they are. */
export interface StorageIdentityArgs {
  /** The way to the keys. */
  type: pulumi.Input<StorageIdentityType>;
  /**
   * ARN of the IAM role of the JobManagers, `arn:aws:iam::<account>:role/<name>`. Needed by Irsa, where the pods name
   * it themselves; refused with another type: with PodIdentity the association of the service account has the role.
   * May be unknown at preview. Environment: `AWS_ROLE_ARN`.
   */
  jobManagerRoleArn?: pulumi.Input<string>;
  /** ARN of the IAM role of the TaskManagers; see `jobManagerRoleArn`. */
  taskManagerRoleArn?: pulumi.Input<string>;
}

/** Certificates of authorities, in PEM, that the pods trust beside those of the JVM. */
export interface TrustedCertificatesArgs {
  /** Name of an existing ConfigMap in the cluster's namespace. A change of it reaches pods when they start. */
  configMap: pulumi.Input<string>;
  /** Its key with one or more certificates in PEM; each makes the start a little longer. Defaults to ca.crt. */
  key?: pulumi.Input<string>;
}

/** An existing Secret in the cluster's namespace with the keys of an S3 user. */
export interface CredentialsSecretArgs {
  /** Name of the Secret. */
  name: pulumi.Input<string>;
  /** Its key with the access key id. Defaults to AWS_ACCESS_KEY_ID. */
  accessKeyIdKey?: pulumi.Input<string>;
  /** Its key with the secret access key. Defaults to AWS_SECRET_ACCESS_KEY. */
  secretAccessKeyKey?: pulumi.Input<string>;
}
