import type { Progress } from "../../operations/progress";
import { reportStorage as reportOf, type StorageReport } from "../../operations/storage/report";
import { coreApi } from "../stack/kubernetes";
import type { Stack } from "../stack/stack";
import { storageClient, storedCluster } from "../stack/storage";

/** What lies in the storage of a stack's cluster, and what of it is in use. */
export async function reportStorage(stack: Stack, progress: Progress): Promise<StorageReport> {
  const cluster = await storedCluster(stack);
  const client = await storageClient(stack, cluster);
  try {
    return await reportOf(coreApi(stack), client, cluster, progress);
  } finally {
    client.destroy();
  }
}
