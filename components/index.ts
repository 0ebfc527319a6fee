export { FlinkCluster } from "./flinkCluster";
export { ImagePullPolicy, LogLevel } from "./arguments/flinkCluster";
export { HighAvailabilityType } from "./arguments/highAvailability";
export { S3StateStorage } from "./s3StateStorage";
export { BucketEncryptionType, BucketVersioningStatus } from "./arguments/bucket";
export { S3Plugin, S3Profile, StorageIdentityType } from "./arguments/storage";
export type { AccessArgs } from "./arguments/access";
export type {
  BucketAccessLoggingArgs,
  BucketEncryptionArgs,
  BucketLifecycleRuleArgs,
  ExistingBucketArgs,
} from "./arguments/bucket";
export type { CheckpointsArgs } from "./arguments/checkpoints";
export type { FlinkClusterArgs } from "./arguments/flinkCluster";
export type { HighAvailabilityArgs } from "./arguments/highAvailability";
export type { FlinkJobArgs } from "./arguments/job";
export type { JobManagerArgs, TaskManagerArgs } from "./arguments/processes";
export type { S3StateIdentity, S3StateLocation, S3StateOwner } from "./arguments/location";
export type { S3IdentityArgs } from "./arguments/s3Identity";
export type { S3StateStorageArgs } from "./arguments/s3StateStorage";
export type {
  CredentialsSecretArgs,
  StateOwnerArgs,
  StateStorageArgs,
  StorageIdentityArgs,
  TrustedCertificatesArgs,
} from "./arguments/storage";
