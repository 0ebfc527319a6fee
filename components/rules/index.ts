import { ACCESS_RULES } from "./access";
import { CHECKPOINTS_RULES } from "./checkpoints";
import { FLINK_CLUSTER_RULES } from "./flinkCluster";
import { FLINK_CONFIGURATION_RULES } from "./flinkConfiguration";
import { HIGH_AVAILABILITY_RULES } from "./highAvailability";
import { IMAGE_RULES } from "./image";
import { JOB_RULES } from "./job";
import { MEMORY_RULES } from "./memory";
import { PROCESSES_RULES } from "./processes";
import { STORAGE_RULES } from "./storage";
import { STORAGE_IDENTITY_RULES } from "./storageIdentity";
import { STORAGE_OWNER_RULES } from "./storageOwner";
import type { ClusterRule } from "./subject";

/** Every rule of FlinkCluster beyond the shape of its arguments, in the order of the problems in an error. */
export const RULES: readonly ClusterRule[] = [
  ...FLINK_CLUSTER_RULES,
  ...IMAGE_RULES,
  ...JOB_RULES,
  ...PROCESSES_RULES,
  ...MEMORY_RULES,
  ...HIGH_AVAILABILITY_RULES,
  ...STORAGE_RULES,
  ...STORAGE_IDENTITY_RULES,
  ...STORAGE_OWNER_RULES,
  ...CHECKPOINTS_RULES,
  ...FLINK_CONFIGURATION_RULES,
  ...ACCESS_RULES,
];
