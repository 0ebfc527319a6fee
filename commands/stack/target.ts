import type { StoredTarget } from "../../cli/cluster/target";
import { clusterArguments, forcesDestruction, makesStorage } from "./cluster";
import { kubeConfig } from "./kubernetes";
import type { Stack } from "./stack";
import { storedCluster } from "./storage";

/** The stack's cluster as the commands of `pulumi-flink` take it: as its file has it, deployed or not. */
export async function stackTarget(stack: Stack): Promise<StoredTarget> {
  const { clusterId, namespace, storage } = await storedCluster(stack);
  const args = clusterArguments(stack);
  return {
    clusterId,
    namespace,
    args,
    kubeConfig: kubeConfig(stack),
    generation: args.generation ?? 1,
    storage: args.storage ?? { uri: storage.uri, region: storage.region },
    storageIsComplete: true,
    stateStorage: makesStorage(stack) ? { forceDestroy: forcesDestruction(stack) } : undefined,
  };
}
