import type { Progress } from "../../operations/progress";
import { reportStorage as reportOf, type StorageReport } from "../../operations/storage/report";
import { coreApi, storedCluster, type StoredTarget, withStore } from "../cluster/target";

/** What lies in the storage of a cluster, and what of it is in use. */
export function reportStorage(target: StoredTarget, progress: Progress): Promise<StorageReport> {
  return withStore(target, (client) => reportOf(coreApi(target), client, storedCluster(target), progress));
}
