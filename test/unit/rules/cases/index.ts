import { ACCESS_CASES } from "./access";
import type { RefusedCase } from "./case";
import { CHECKPOINTS_CASES } from "./checkpoints";
import { FLINK_CLUSTER_CASES } from "./flinkCluster";
import { FLINK_CONFIGURATION_CASES } from "./flinkConfiguration";
import { HIGH_AVAILABILITY_CASES } from "./highAvailability";
import { IMAGE_CASES } from "./image";
import { JOB_CASES } from "./job";
import { MEMORY_JOB_MANAGER_CASES } from "./memoryJobManager";
import { MEMORY_TASK_MANAGER_CASES } from "./memoryTaskManager";
import { PROCESSES_CASES } from "./processes";
import { SHAPE_CASES } from "./shape";
import { STORAGE_CASES } from "./storage";
import { STORAGE_IDENTITY_CASES } from "./storageIdentity";
import { STORAGE_OWNER_CASES } from "./storageOwner";

export { ACCEPTED } from "./accepted";
export { MINIMAL, type RefusedCase } from "./case";

/** At least one case for every rule of FlinkCluster and of the shape check. */
export const REFUSED: RefusedCase[] = [
  ...SHAPE_CASES,
  ...FLINK_CLUSTER_CASES,
  ...IMAGE_CASES,
  ...JOB_CASES,
  ...PROCESSES_CASES,
  ...MEMORY_JOB_MANAGER_CASES,
  ...MEMORY_TASK_MANAGER_CASES,
  ...HIGH_AVAILABILITY_CASES,
  ...STORAGE_CASES,
  ...STORAGE_IDENTITY_CASES,
  ...STORAGE_OWNER_CASES,
  ...CHECKPOINTS_CASES,
  ...FLINK_CONFIGURATION_CASES,
  ...ACCESS_CASES,
];
