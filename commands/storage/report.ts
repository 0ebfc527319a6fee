import { reportStorage as reportOf } from "../../cli/storage/report";
import type { Progress } from "../../operations/progress";
import type { StorageReport } from "../../operations/storage/report";
import type { Stack } from "../stack/stack";
import { stackTarget } from "../stack/target";

/** What lies in the storage of a stack's cluster, and what of it is in use. */
export async function reportStorage(stack: Stack, progress: Progress): Promise<StorageReport> {
  return reportOf(await stackTarget(stack), progress);
}
