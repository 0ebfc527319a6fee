import type { ClusterRule } from "./subject";
import { ACCESS_RULES } from "./access";
import { CONFIGURATION_RULES } from "./configuration";
import { HIGH_AVAILABILITY_RULES } from "./highAvailability";
import { IDENTITY_RULES } from "./flinkCluster";
import { IMAGE_RULES } from "./image";
import { JOB_RULES } from "./job";
import { MEMORY_RULES } from "./memory";
import { STORAGE_RULES } from "./storage";
import { STORAGE_IDENTITY_RULES } from "./storageIdentity";
import { STORAGE_OWNER_RULES } from "./storageOwner";
import { WORKLOAD_RULES } from "./processes";

/** Every rule of the library beyond the shape of the arguments. */
export const RULES: ClusterRule[] = [
  ...IDENTITY_RULES,
  ...IMAGE_RULES,
  ...JOB_RULES,
  ...WORKLOAD_RULES,
  ...MEMORY_RULES,
  ...HIGH_AVAILABILITY_RULES,
  ...STORAGE_RULES,
  ...STORAGE_IDENTITY_RULES,
  ...STORAGE_OWNER_RULES,
  ...CONFIGURATION_RULES,
  ...ACCESS_RULES,
];
