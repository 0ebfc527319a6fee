import { CoreV1Api, type KubeConfig } from "@kubernetes/client-node";
import type { S3Client } from "@aws-sdk/client-s3";
import type { PlainArgs } from "../../components/model/clusterSpec";
import { stateRoot } from "../../components/model/stateFolders";
import { storageSpec } from "../../components/model/storageSpec";
import type { ClusterName, StoredCluster } from "../../operations/cluster";
import { storageClient } from "../../operations/storage/client";

/** `storage` of a FlinkCluster's arguments. */
export type StorageArgs = PlainArgs["storage"];

/** The cluster that a command works on, and how it is reached. */
export interface Target extends ClusterName {
  readonly kubeConfig: KubeConfig;
  /** `generation` of the FlinkCluster; undefined where nothing tells it. */
  readonly generation?: number;
  /** The S3StateStorage of the same stack that makes the place of the state. */
  readonly stateStorage?: { readonly forceDestroy: boolean };
}

/** A target whose storage is known. */
export interface StoredTarget extends Target {
  readonly storage: StorageArgs;
  /** Whether these are all arguments of `storage`; else those that the objects of the cluster tell. */
  readonly storageIsComplete: boolean;
  /** Further arguments of the FlinkCluster that rules about the storage look at, as far as they are known. */
  readonly args?: Partial<PlainArgs>;
}

/** The target as operations take it. */
export function storedCluster({ clusterId, namespace, storage }: StoredTarget): StoredCluster {
  return { clusterId, namespace, storage: storageSpec(storage), stateRoot: stateRoot(storage.uri, clusterId) };
}

/** The core API of the target's Kubernetes cluster. */
export function coreApi({ kubeConfig }: Target): CoreV1Api {
  return kubeConfig.makeApiClient(CoreV1Api);
}

/** Runs something with a client for a storage of the target: its own, unless another is given. */
export async function withStore<T>(
  target: StoredTarget,
  run: (client: S3Client) => Promise<T>,
  { storage }: StoredCluster = storedCluster(target),
): Promise<T> {
  const client = await storageClient(coreApi(target), target.namespace, storage);
  try {
    return await run(client);
  } finally {
    client.destroy();
  }
}
