import type { RefusedCase } from "./case";
import { configurationCases } from "./configuration";
import { identityCases } from "./flinkCluster";
import { memoryJobManagerCases } from "./memoryJobManager";
import { memoryTaskManagerCases } from "./memoryTaskManager";
import { shapeCases } from "./shape";
import { storageCases } from "./storage";
import { storageIdentityCases } from "./storageIdentity";
import { storageOwnerCases } from "./storageOwner";
import { workloadCases } from "./processes";

export { MINIMAL, type RefusedCase } from "./case";

/** One case at least for every rule of the library. */
export const REFUSED: RefusedCase[] = [
  ...shapeCases,
  ...identityCases,
  ...workloadCases,
  ...storageCases,
  ...storageIdentityCases,
  ...storageOwnerCases,
  ...configurationCases,
  ...memoryJobManagerCases,
  ...memoryTaskManagerCases,
];
