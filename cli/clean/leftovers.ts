import type { ClusterName } from "../../operations/cluster";
import { OperationError } from "../../operations/errors";
import { deleteHaConfigMaps, haConfigMaps } from "../../operations/haConfigMaps";
import type { Size } from "../../operations/storage/inventory";
import { deleteObjects, measure } from "../../operations/storage/objects";
import { deleteOwned, type OwnedObject } from "../../operations/unrecorded";
import { coreApi, storedCluster, type StoredTarget, type Target, withStore } from "../cluster/target";

/** What is there of a cluster that no stack deploys any more. */
export interface Leftovers {
  /** Objects that an interrupted `up` did not record. */
  readonly objects: OwnedObject[];
  /** Names of the ConfigMaps in which Flink kept HA metadata. */
  readonly haConfigMaps: string[];
  /** The folder of the state, where it shall go too. */
  readonly state?: Size & { readonly root: string };
}

/** Lists what is there, the state only of a target with storage. Reads only. */
export async function findLeftovers(target: Target, objects: OwnedObject[], stored?: StoredTarget): Promise<Leftovers> {
  const left = await haConfigMaps(coreApi(target), target.namespace, target.clusterId);
  return {
    objects,
    haConfigMaps: left.map(({ metadata }) => metadata!.name!),
    ...(stored && { state: await stateOf(stored) }),
  };
}

async function stateOf(stored: StoredTarget): Promise<Leftovers["state"]> {
  const { stateRoot: root } = storedCluster(stored);
  return { root, ...(await withStore(stored, (client) => measure(client, root))) };
}

/** Refuses to clean up after a cluster that is deployed. Deployments that no stack records look the same from here. */
export function refuseDeployed({ namespace, clusterId }: ClusterName, objects: OwnedObject[]): void {
  const deployments = objects.filter(({ kind }) => kind === "Deployment").map(({ name }) => name);
  if (deployments.length === 0) return;
  throw new OperationError({
    what: `cluster ${clusterId} in namespace ${namespace} is deployed: there are the Deployments ${deployments.join(", ")}`,
    todo:
      "Run pulumi destroy first. If no stack records them, because an up was killed, give --with-deployments: " +
      "it deletes them too.",
  });
}

/** Deletes what was found, the state last: until its pods have ended Flink writes to both. */
export async function deleteLeftovers(target: Target, found: Leftovers, stored?: StoredTarget): Promise<void> {
  await deleteOwned(target.kubeConfig, target, found.objects);
  await deleteHaConfigMaps(coreApi(target), target.namespace, target.clusterId);
  if (stored) await withStore(stored, (client) => deleteObjects(client, storedCluster(stored).stateRoot));
}
