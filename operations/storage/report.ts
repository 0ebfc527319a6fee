import type { S3Client } from "@aws-sdk/client-s3";
import type { CoreV1Api } from "@kubernetes/client-node";
import type { StoredCluster } from "../cluster";
import type { Progress } from "../progress";
import {
  type Checkpoint,
  type ClusterInventory,
  type LifeFolders,
  newest,
  type OpenUpload,
  type Size,
  type StorageInventory,
} from "./inventory";
import { readInventory } from "./listing";
import { type LiveState, liveState } from "./liveState";

/** Whether a life's folders are in use. */
export type LifeStatus =
  /** A JobManager Service has the uid that the life is named by. */
  | "live"
  /** No Service, but an HA ConfigMap or a live life's checkpoint needs files in it. */
  | "referenced"
  /** Nothing in this Kubernetes cluster needs it. */
  | "orphan"
  /** Services of other namespaces could not be seen. */
  | "unknown";

/** A life's folders and their use. */
export interface LifeReport extends Omit<LifeFolders, "completed"> {
  readonly status: LifeStatus;
  readonly newestCheckpoint?: Checkpoint;
}

/** One cluster's folder. */
export interface ClusterReport extends Omit<ClusterInventory, "lives"> {
  /** Namespaces where it is deployed. */
  readonly namespaces: string[];
  readonly lives: LifeReport[];
}

/** What lies below a storage URI, and what of it is in use. */
export interface StorageReport {
  readonly uri: string;
  readonly created: Date;
  readonly total: Size;
  readonly clusters: ClusterReport[];
  /** Folders that are no cluster's. */
  readonly other: ReadonlyMap<string, Size>;
  /** Uploads in parts that are not complete, oldest first. A running job's file sink has some at any time. */
  readonly uploads: OpenUpload[];
}

/** Lists the storage of a cluster and judges what lies there by what Kubernetes knows. Reads only. */
export async function reportStorage(
  core: CoreV1Api,
  client: S3Client,
  cluster: StoredCluster,
  progress: Progress,
): Promise<StorageReport> {
  const { uri } = cluster.storage;
  const inventory = await readInventory(client, uri, progress);
  progress("asking Kubernetes what is in use");
  const live = await liveState(core, client, cluster, inventory);
  return storageReport(uri, inventory, live, new Date());
}

/** Puts the listing and what is alive together. */
export function storageReport(uri: string, inventory: StorageInventory, live: LiveState, created: Date): StorageReport {
  return {
    uri,
    created,
    total: inventory.total,
    clusters: inventory.clusters.map((cluster) => clusterReport(cluster, live)),
    other: inventory.other,
    uploads: inventory.uploads,
  };
}

function clusterReport(cluster: ClusterInventory, live: LiveState): ClusterReport {
  const services = live.clusters.filter(({ clusterId }) => clusterId === cluster.clusterId);
  return {
    ...cluster,
    namespaces: services.map(({ namespace }) => namespace).sort(),
    lives: cluster.lives.map(({ life, ha, checkpoints, completed }) => ({
      life,
      status: statusOf(cluster.clusterId, life, live),
      ha,
      checkpoints,
      newestCheckpoint: newest(completed),
    })),
  };
}

function statusOf(clusterId: string, life: string, live: LiveState): LifeStatus {
  if (live.clusters.some((service) => service.clusterId === clusterId && service.life === life)) return "live";
  if (live.referenced.get(clusterId)?.has(life)) return "referenced";
  return live.allNamespaces || clusterId === live.ownClusterId ? "orphan" : "unknown";
}
