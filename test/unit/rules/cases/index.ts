import type { RefusedCase } from "./case";
import { CONFIGURATION_CASES } from "./configuration";
import { IDENTITY_CASES } from "./flinkCluster";
import { MEMORY_JOB_MANAGER_CASES } from "./memoryJobManager";
import { MEMORY_TASK_MANAGER_CASES } from "./memoryTaskManager";
import { SHAPE_CASES } from "./shape";
import { STORAGE_CASES } from "./storage";
import { STORAGE_IDENTITY_CASES } from "./storageIdentity";
import { STORAGE_OWNER_CASES } from "./storageOwner";
import { WORKLOAD_CASES } from "./processes";

export { MINIMAL, type RefusedCase } from "./case";

/** One case at least for every rule of the library. */
export const REFUSED: RefusedCase[] = [
  ...SHAPE_CASES,
  ...IDENTITY_CASES,
  ...WORKLOAD_CASES,
  ...STORAGE_CASES,
  ...STORAGE_IDENTITY_CASES,
  ...STORAGE_OWNER_CASES,
  ...CONFIGURATION_CASES,
  ...MEMORY_JOB_MANAGER_CASES,
  ...MEMORY_TASK_MANAGER_CASES,
];
