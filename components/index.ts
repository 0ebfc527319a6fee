export { FlinkCluster } from "./flinkCluster";
export { HighAvailabilityType, ImagePullPolicy, LogLevel, S3Plugin } from "./flinkClusterArgs";
export type {
  AccessArgs,
  CheckpointsArgs,
  CredentialsSecretArgs,
  FlinkClusterArgs,
  FlinkJobArgs,
  HighAvailabilityArgs,
  JobManagerArgs,
  StateStorageArgs,
  TaskManagerArgs,
} from "./flinkClusterArgs";
