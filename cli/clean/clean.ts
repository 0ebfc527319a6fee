import { OperationError } from "../../operations/errors";
import { listOwned } from "../../operations/unrecorded";
import { exportState } from "../cluster/exportedState";
import { findStoredTarget, targetByName } from "../cluster/find";
import { chosenBy, type ClusterOptions, type InStack, type StorageOptions } from "../cluster/options";
import { chosenCluster, deployedClusters } from "../cluster/stackState";
import { isClean, leftoversText } from "./cleanText";
import { deleteLeftovers, findLeftovers, refuseDeployed } from "./leftovers";
import { refuseSharedState } from "./otherUsers";

/** What of a cluster is deleted, and whether it is. */
export interface CleanOptions extends ClusterOptions, StorageOptions {
  readonly state?: boolean;
  readonly withDeployments?: boolean;
  readonly yes?: boolean;
}

/** Lists what `pulumi destroy` left of a cluster, and deletes it where that is confirmed. Returns what to print. */
export async function clean(options: CleanOptions): Promise<string> {
  const chosen = chosenBy(options);
  if (chosen.stack !== undefined) throw await recordedCluster(chosen);
  const target = targetByName(chosen);
  const objects = await listOwned(target.kubeConfig, target);
  if (!options.withDeployments) refuseDeployed(target, objects);
  const stored = options.state ? await findStoredTarget(options) : undefined;
  const sawAll = stored === undefined || (await refuseSharedState(stored));
  const found = await findLeftovers(target, objects, stored);
  const cluster = `cluster ${target.clusterId} in namespace ${target.namespace}`;
  const kept = options.state ? "" : "The state in the storage stays; --state is for that too.\n";
  if (isClean(found)) return `Nothing is left of ${cluster}.\n${kept}`;
  if (options.yes) {
    await deleteLeftovers(target, found, stored);
    return `Deleted of ${cluster}:\n${leftoversText(found)}${kept}`;
  }
  const unseen = sawAll
    ? ""
    : "Whether a cluster in another namespace uses this state is not known: you may not look there.\n";
  return `Would delete of ${cluster}, with --yes:\n${leftoversText(found)}${kept}${unseen}`;
}

/** A cluster that its stack still records is not cleaned up after; one that it does not record is found by its name. */
async function recordedCluster({ stack, cluster }: InStack): Promise<OperationError> {
  const { clusterId, namespace, provider } = chosenCluster(
    deployedClusters(await exportState(stack)),
    stack.name,
    cluster,
  );
  const context = typeof provider?.context === "string" ? provider.context : "NAME";
  return new OperationError({
    what: `stack ${stack.name} still records cluster ${clusterId}`,
    todo:
      "Run pulumi destroy first, then: " +
      `pulumi-flink clean --context ${context} --namespace ${namespace} --cluster-id ${clusterId}`,
  });
}
