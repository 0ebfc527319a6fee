import type { V1ConfigMap } from "@kubernetes/client-node";
import { stateRoot } from "../../components/model/stateFolders";
import { OperationError } from "../../operations/errors";
import { sameLocation } from "../../operations/storage/location";
import { ownedObjects } from "../../operations/unrecorded";
import { configurationIn, storageUri } from "../cluster/deployedStorage";
import { coreApi, storedCluster, type StoredTarget } from "../cluster/target";

/**
 * Refuses to delete a state that a cluster with the same id in another namespace uses. Returns whether all namespaces
 * could be seen.
 */
export async function refuseSharedState(target: StoredTarget): Promise<boolean> {
  const labelSelector = ownedObjects(target.clusterId);
  const seen = await coreApi(target)
    .listConfigMapForAllNamespaces({ labelSelector })
    .catch((error: Error & { code?: number }) => {
      if (error.code !== 403) throw error;
    });
  const { stateRoot: root } = storedCluster(target);
  const others = seen ? otherUsers(seen.items, target, root) : [];
  if (others.length === 0) return seen !== undefined;
  throw new OperationError({
    what: `${root} is also the state of cluster ${target.clusterId} in namespace ${others.join(", ")}`,
    todo: "Keep it, or destroy that cluster too. What storage report calls orphan can be deleted by itself.",
  });
}

/** Other namespaces in which a cluster of the same id keeps its state in this folder, by Flink's configuration. */
export function otherUsers(
  configMaps: V1ConfigMap[],
  { clusterId, namespace }: Pick<StoredTarget, "clusterId" | "namespace">,
  root: string,
): string[] {
  const using = configMaps.filter((configMap) => {
    const uri = storageUri(clusterId, configurationIn(configMap));
    return (
      configMap.metadata?.namespace !== namespace && uri !== undefined && sameLocation(stateRoot(uri, clusterId), root)
    );
  });
  return [...new Set(using.map(({ metadata }) => metadata!.namespace!))].sort();
}
