export { FlinkCluster } from "./flinkCluster";
export { HighAvailabilityType, ImagePullPolicy, LogLevel } from "./flinkClusterArgs";
export { S3StateStorage } from "./s3StateStorage";
export { BucketEncryptionType, BucketVersioningStatus } from "./s3StateStorageArgs";
export { S3Plugin, S3Profile, StorageIdentityType } from "./stateStorageArgs";
export type {
  AccessArgs,
  CheckpointsArgs,
  FlinkClusterArgs,
  FlinkJobArgs,
  HighAvailabilityArgs,
  JobManagerArgs,
  TaskManagerArgs,
} from "./flinkClusterArgs";
export type {
  BucketAccessLoggingArgs,
  BucketEncryptionArgs,
  BucketLifecycleRuleArgs,
  ExistingBucketArgs,
  S3IdentityArgs,
  S3StateIdentity,
  S3StateLocation,
  S3StateOwner,
  S3StateStorageArgs,
} from "./s3StateStorageArgs";
export type { CredentialsSecretArgs, StateOwnerArgs, StateStorageArgs, StorageIdentityArgs, TrustedCertificatesArgs } from "./stateStorageArgs";
