import type { S3Client } from "@aws-sdk/client-s3";
import type { CoreV1Api } from "@kubernetes/client-node";
import { lifeOf, names } from "../../components/model/names";
import type { StoredCluster } from "../cluster";
import { HA_CONFIG_MAPS } from "../haConfigMaps";
import type { StorageInventory } from "./inventory";
import { folder, location } from "./location";
import { namedLives } from "./metadata";
import { readObject } from "./objects";

/** What Kubernetes knows of the clusters below a storage URI. */
export interface LiveState {
  /** Clusters by the JobManager Services that exist. */
  readonly clusters: { readonly clusterId: string; readonly namespace: string; readonly life: string }[];
  /** Lives, by cluster, that something alive still points into: HA ConfigMaps, or checkpoints of a live one. */
  readonly referenced: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether all namespaces were seen. Where not, only `ownClusterId` is known to have no other Service. */
  readonly allNamespaces: boolean;
  readonly ownClusterId: string;
}

/** What Kubernetes knows of the clusters that a listing found, and what these still point into. */
export async function liveState(
  core: CoreV1Api,
  client: S3Client,
  own: StoredCluster,
  { clusters }: StorageInventory,
): Promise<LiveState> {
  const seen = await visible(core, own.namespace);
  const services = clusters.flatMap(({ clusterId }) => {
    const { jobManagerService } = names({ clusterId, namespace: "", generation: 1 });
    return seen.services
      .filter(({ name }) => name === jobManagerService)
      .map(({ namespace, uid }) => ({ clusterId, namespace, life: lifeOf(uid) }));
  });
  const { bucket, prefix } = location(own.storage.uri);
  const referenced = new Map<string, Set<string>>();
  for (const { clusterId, lives } of clusters) {
    const root = `${folder(prefix)}${clusterId}`;
    const named = new Set(seen.pointers.flatMap((pointer) => [...namedLives(pointer, bucket, root)]));
    const inUse = lives.filter(
      (one) => named.has(one.life) || services.some((live) => live.clusterId === clusterId && live.life === one.life),
    );
    // An incremental checkpoint goes on using files of the life that it was restored from.
    for (const { uri: checkpoint } of inUse.flatMap(({ completed }) => completed)) {
      const metadata = await readObject(client, `${checkpoint}/_metadata`).catch(ignoreDeleted);
      for (const one of metadata ? namedLives(metadata, bucket, root) : []) named.add(one);
    }
    referenced.set(clusterId, named);
  }
  return { clusters: services, referenced, allNamespaces: seen.allNamespaces, ownClusterId: own.clusterId };
}

/** The job goes on while this reads: a checkpoint may have been replaced by the next. */
function ignoreDeleted(error: Error): undefined {
  if (error.name !== "NoSuchKey") throw error;
}

/** JobManager Services and what HA ConfigMaps point to, of all namespaces or, where that is not allowed, of one. */
async function visible(core: CoreV1Api, namespace: string) {
  const label = { labelSelector: "app.kubernetes.io/name=flink,app.kubernetes.io/managed-by=pulumi" };
  const ha = { labelSelector: HA_CONFIG_MAPS };
  let allNamespaces = true;
  const [services, configMaps] = await Promise.all([
    core.listServiceForAllNamespaces(label),
    core.listConfigMapForAllNamespaces(ha),
  ]).catch((error: { code?: number }) => {
    if (error.code !== 403) throw error;
    allNamespaces = false;
    return Promise.all([
      core.listNamespacedService({ namespace, ...label }),
      core.listNamespacedConfigMap({ namespace, ...ha }),
    ]);
  });
  return {
    allNamespaces,
    services: services.items.map(({ metadata }) => ({
      name: metadata!.name!,
      namespace: metadata!.namespace!,
      uid: metadata!.uid!,
    })),
    // Flink keeps pointers as serialized Java objects in base64.
    pointers: configMaps.items
      .flatMap(({ data }) => Object.values(data ?? {}))
      .map((value) => Buffer.from(value, "base64")),
  };
}
