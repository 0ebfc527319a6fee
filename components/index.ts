export { FlinkCluster } from "./flinkCluster";
export { HighAvailabilityType, ImagePullPolicy, LogLevel } from "./arguments/flinkCluster";
export { S3StateStorage } from "./s3StateStorage";
export { BucketEncryptionType, BucketVersioningStatus } from "./arguments/s3StateStorage";
export { S3Plugin, S3Profile, StorageIdentityType } from "./arguments/storage";
export type {
  AccessArgs,
  CheckpointsArgs,
  FlinkClusterArgs,
  FlinkJobArgs,
  HighAvailabilityArgs,
  JobManagerArgs,
  TaskManagerArgs,
} from "./arguments/flinkCluster";
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
} from "./arguments/s3StateStorage";
export type { CredentialsSecretArgs, StateOwnerArgs, StateStorageArgs, StorageIdentityArgs, TrustedCertificatesArgs } from "./arguments/storage";
