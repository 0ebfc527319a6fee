import { CoreV1Api } from "@kubernetes/client-node";
import type { PlainArgs } from "../../components/model/clusterSpec";
import { OperationError } from "../../operations/errors";
import { haConfigMaps } from "../../operations/haConfigMaps";
import { deployedStorage } from "./deployedStorage";
import { exportState } from "./exportedState";
import { kubeConfigOf } from "./kubeConfig";
import {
  type ByName,
  chosenBy,
  type ClusterOptions,
  type InStack,
  storageArguments,
  type StorageOptions,
} from "./options";
import { providerAccess } from "./providerAccess";
import { chosenCluster, deployedClusters } from "./stackState";
import type { StorageArgs, StoredTarget, Target } from "./target";

/** The cluster that the options name, with its storage: as options, stack and what is deployed tell, in this order. */
export async function findStoredTarget(options: ClusterOptions & StorageOptions): Promise<StoredTarget> {
  const given = storageArguments(options);
  const chosen = chosenBy(options);
  const { target, args } =
    chosen.stack === undefined ? { target: targetByName(chosen), args: {} } : await inStack(chosen);
  const recorded = args.storage === undefined ? await deployedStorage(target.kubeConfig, target) : undefined;
  const storage = { ...(args.storage ?? recorded?.storage), ...given } as Partial<StorageArgs>;
  if (storage.uri === undefined)
    throw new OperationError({
      what: `where cluster ${target.clusterId} in namespace ${target.namespace} keeps its state is not known: it is not deployed`,
      todo: "Give --storage-uri, and what else leads to the store: --region, --endpoint, --secret.",
    });
  return {
    ...target,
    generation: target.generation ?? recorded?.generation ?? (await lastGeneration(target)),
    args: { ...(recorded?.flinkVersion !== undefined && { flinkVersion: recorded.flinkVersion }), ...args },
    storage: storage as StorageArgs,
    storageIsComplete: args.storage !== undefined,
  };
}

/** A cluster by its name in Kubernetes, deployed or not. */
export function targetByName({ context, namespace, clusterId }: ByName): Target {
  return { kubeConfig: kubeConfigOf({ context }), namespace, clusterId };
}

async function inStack({ stack, cluster, context }: InStack): Promise<{ target: Target; args: Partial<PlainArgs> }> {
  const found = chosenCluster(deployedClusters(await exportState(stack)), stack.name, cluster);
  const { clusterId, namespace, stateStorage, args } = found;
  const kubeConfig = kubeConfigOf(context === undefined ? providerAccess(found) : { context });
  // Where the arguments were recorded, one that is missing has its default.
  const generation = args.storage === undefined ? args.generation : (args.generation ?? 1);
  return { target: { kubeConfig, clusterId, namespace, generation, stateStorage }, args };
}

/** The last generation that left HA ConfigMaps; undefined where none did. */
async function lastGeneration({ kubeConfig, namespace, clusterId }: Target): Promise<number | undefined> {
  const left = await haConfigMaps(kubeConfig.makeApiClient(CoreV1Api), namespace, clusterId);
  const generations = left.map(({ metadata }) => Number(/\d+$/.exec(metadata?.labels?.app ?? "")?.[0]));
  return generations.length === 0 ? undefined : Math.max(...generations);
}
