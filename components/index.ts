export { FlinkCluster } from "./flinkCluster";
export { ImagePullPolicy, LogLevel } from "./arguments/flinkCluster";
export { HighAvailabilityType } from "./arguments/highAvailability";
export { S3StateStorage } from "./s3StateStorage";
export { BucketEncryptionType, BucketVersioningStatus } from "./arguments/s3StateStorage";
export { S3Plugin, S3Profile, StorageIdentityType } from "./arguments/storage";
export type { AccessArgs } from "./arguments/access";
export type { CheckpointsArgs } from "./arguments/checkpoints";
export type { FlinkClusterArgs } from "./arguments/flinkCluster";
export type { HighAvailabilityArgs } from "./arguments/highAvailability";
export type { FlinkJobArgs } from "./arguments/job";
export type { JobManagerArgs, TaskManagerArgs } from "./arguments/processes";
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
export type {
  CredentialsSecretArgs,
  StateOwnerArgs,
  StateStorageArgs,
  StorageIdentityArgs,
  TrustedCertificatesArgs,
} from "./arguments/storage";
