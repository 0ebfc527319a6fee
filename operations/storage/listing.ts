import type { S3Client } from "@aws-sdk/client-s3";
import type { CoreV1Api } from "@kubernetes/client-node";
import { lifeOf, names } from "../../components/model/names";
import type { Progress } from "../../toolchain/steps";
import { coreApi } from "../../commands/stack/kubernetes";
import type { Stack } from "../../commands/stack/stack";
import { type ConfiguredCluster, location, storageClient } from "../../commands/stack/cluster";
import { storedCluster } from "../../commands/stack/storedCluster";
import { InventoryBuilder, type StorageInventory } from "./inventory";
import { namedIncarnations } from "./metadata";
import { listObjects, listUploads, readObject } from "./objects";
import { type LiveState, storageReport, type StorageReport } from "./report";

/** Lists the storage of a stack and judges it by what Kubernetes knows. Reads only. */
export async function reportStorage(stack: Stack, progress: Progress): Promise<StorageReport> {
  const cluster = await storedCluster(stack);
  const client = await storageClient(stack, cluster);
  try {
    const { uri } = cluster.storage;
    const inventory = await readInventory(client, uri, progress);
    progress("asking Kubernetes what is in use");
    const live = await liveState(stack, cluster, client, inventory);
    return storageReport(uri, inventory, live, new Date());
  } finally {
    client.destroy();
  }
}

/** Lists everything below a storage URI, or only one cluster's folder in it, however much it is. */
export async function readInventory(
  client: S3Client,
  uri: string,
  progress: Progress,
  clusterId?: string,
): Promise<StorageInventory> {
  const { bucket, prefix } = location(uri);
  const builder = new InventoryBuilder(bucket, prefix);
  const listed = `${folder(prefix)}${clusterId === undefined ? "" : folder(clusterId)}`;
  for await (const object of listObjects(client, bucket, listed)) {
    builder.add(object);
    if (builder.total.objects % 1000 === 0) progress(`${builder.total.objects.toLocaleString("en")} objects of ${uri}`);
  }
  for await (const { key, initiated } of listUploads(client, bucket, listed)) builder.addUpload(key, initiated);
  return builder.build();
}

/** What Kubernetes knows of the clusters that a listing found, and what these still point into. */
async function liveState(
  stack: Stack,
  own: ConfiguredCluster,
  client: S3Client,
  { clusters }: StorageInventory,
): Promise<LiveState> {
  const seen = await visible(coreApi(stack), own.namespace);
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
    const named = new Set(seen.pointers.flatMap((pointer) => [...namedIncarnations(pointer, bucket, root)]));
    const inUse = lives.filter(
      (one) => named.has(one.life) || services.some((live) => live.clusterId === clusterId && live.life === one.life),
    );
    // An incremental checkpoint goes on using files of the life that it was restored from.
    for (const { uri: checkpoint } of inUse.flatMap(({ completed }) => completed)) {
      const metadata = await readObject(client, `${checkpoint}/_metadata`).catch(ignoreDeleted);
      for (const one of metadata ? namedIncarnations(metadata, bucket, root) : []) named.add(one);
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
  const ha = { labelSelector: "type=flink-native-kubernetes" };
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

function folder(prefix: string): string {
  return prefix === "" ? "" : `${prefix}/`;
}
