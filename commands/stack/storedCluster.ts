import { existsSync } from "node:fs";
import { clusterSpec } from "../../components/model/clusterSpec";
import { StepError } from "../../toolchain/steps";
import { type Stack, stackConfig, stackFile, stackOutputs } from "./stack";
import { clusterArguments, type ConfiguredCluster, configuredCluster, makesStorage } from "./cluster";

/** The stack's cluster and its storage: as configured or, where the stack makes it, as the stack's outputs tell. */
export async function storedCluster(stack: Stack): Promise<ConfiguredCluster> {
  if (!existsSync(stackFile(stack)))
    throw new StepError({
      what: `there is no ${stackFile(stack)}`,
      todo: "Name a stack that has a file there, with --stack.",
    });
  if (!makesStorage(stack)) return configuredCluster(stack);
  const { clusterId, namespace, stateRoot } = await stackOutputs(stack);
  if (stateRoot === undefined) {
    throw new StepError({
      what: `stack ${stack.name} makes its storage and has no outputs: it is not deployed`,
      todo: `Deploy it, or let ${stackFile(stack)} name the bucket in cluster.storage.`,
    });
  }
  const region = stackConfig(stack, ["pulumi-flink:stateStorage", "region"]) as string | undefined;
  const uri = stateRoot.slice(0, -`/${clusterId}`.length);
  return {
    clusterId,
    namespace,
    stateRoot,
    storage: clusterSpec({ ...clusterArguments(stack), storage: { uri, region } }).storage,
  };
}
