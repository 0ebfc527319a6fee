import { existsSync } from "node:fs";
import type { S3Client } from "@aws-sdk/client-s3";
import { clusterSpec } from "../../components/model/clusterSpec";
import type { StoredCluster } from "../../operations/cluster";
import { storageClient as clientOf } from "../../operations/storage/client";
import { deleteObjects } from "../../operations/storage/objects";
import { StepError } from "../../toolchain/steps";
import { clusterArguments, configuredCluster, makesStorage } from "./cluster";
import { coreApi } from "./kubernetes";
import { stackOutputs } from "./pulumi";
import type { Stack } from "./stack";
import { stackConfig, stackFile } from "./stackFile";

/** The stack's cluster and its storage: as configured or, where the stack makes it, as the stack's outputs tell. */
export async function storedCluster(stack: Stack): Promise<StoredCluster> {
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

/** A client for a cluster's storage, as far as the stack's Kubernetes cluster has its keys. */
export function storageClient(stack: Stack, { namespace, storage }: StoredCluster): Promise<S3Client> {
  return clientOf(coreApi(stack), namespace, storage);
}

/** Deletes every object of the cluster in its storage and counts them. */
export async function deleteState(stack: Stack, cluster: StoredCluster): Promise<number> {
  const client = await storageClient(stack, cluster);
  try {
    return await deleteObjects(client, cluster.stateRoot);
  } finally {
    client.destroy();
  }
}
