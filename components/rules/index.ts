import type { Rule } from "../validation/rule";
import { accessRules } from "./access";
import { configurationRules } from "./configuration";
import { highAvailabilityRules } from "./highAvailability";
import { identityRules } from "./flinkCluster";
import { imageRules } from "./image";
import { jobRules } from "./job";
import { memoryRules } from "./memory";
import { storageRules } from "./storage";
import { storageIdentityRules } from "./storageIdentity";
import { storageOwnerRules } from "./storageOwner";
import { workloadRules } from "./processes";

/** Every rule of the library beyond the shape of the arguments. */
export const RULES: Rule[] = [
  ...identityRules,
  ...imageRules,
  ...jobRules,
  ...workloadRules,
  ...memoryRules,
  ...highAvailabilityRules,
  ...storageRules,
  ...storageIdentityRules,
  ...storageOwnerRules,
  ...configurationRules,
  ...accessRules,
];
