import { DeleteObjectsCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { clusterSpec, type PlainArgs } from "../../components/model/clusterSpec";
import type { StorageSpec } from "../../components/model/storageSpec";
import { stateRoot } from "../../components/model/stateFolders";
import { coreApi } from "./kubernetes";
import { type Stack, stackConfig } from "./stack";

/** Who the cluster of a stack is, known without the stack's state. */
export interface ClusterIdentity {
  readonly clusterId: string;
  readonly namespace: string;
}

/** What a stack's configuration says of its cluster, known without the stack's state. */
export interface ConfiguredCluster extends ClusterIdentity {
  readonly storage: StorageSpec;
  /** Folder that holds everything of the cluster, without the lives below it. */
  readonly stateRoot: string;
}

/** Reads who the cluster is that the stack's configuration describes. */
export function clusterIdentity(stack: Stack): ClusterIdentity {
  const { clusterId, namespace } = clusterArguments(stack);
  return { clusterId: clusterId ?? String(stackConfig(stack, ["pulumi-flink:name"])), namespace };
}

/** Reads the cluster and its storage; only of a stack that does not make its storage itself. */
export function configuredCluster(stack: Stack): ConfiguredCluster {
  const identity = clusterIdentity(stack);
  const { storage } = clusterSpec(clusterArguments(stack));
  return { ...identity, storage, stateRoot: stateRoot(storage.uri, identity.clusterId) };
}

/** The cluster's arguments as the stack's file has them. */
export function clusterArguments(stack: Stack): PlainArgs {
  return (toPlain(stackConfig(stack, ["pulumi-flink:cluster"])) ?? {}) as PlainArgs;
}

/** Whether the stack makes the place of the state itself (`pulumi-flink:stateStorage`), instead of naming one. */
export function makesStorage(stack: Stack): boolean {
  return stackConfig(stack, ["pulumi-flink:stateStorage"]) !== undefined;
}

/** Whether the bucket that the stack makes may be deleted with all state. */
export function forcesDestruction(stack: Stack): boolean {
  return stackConfig(stack, ["pulumi-flink:stateStorage", "forceDestroy"]) === true;
}

/** An S3 client for a cluster's storage, with the keys of its Secret or, without one, the caller's own identity. */
export async function storageClient(stack: Stack, { namespace, storage }: ConfiguredCluster): Promise<S3Client> {
  const secret = storage.credentialsSecret;
  const data = secret && (await coreApi(stack).readNamespacedSecret({ name: secret.name, namespace })).data;
  const decode = (key: string) => Buffer.from(data?.[key] ?? "", "base64").toString();
  return new S3Client({
    endpoint: storage.endpoint,
    region: storage.region ?? process.env.AWS_REGION ?? "us-east-1",
    forcePathStyle: storage.pathStyleAccess,
    ...(secret && {
      credentials: { accessKeyId: decode(secret.accessKeyIdKey), secretAccessKey: decode(secret.secretAccessKeyKey) },
    }),
  });
}

/** Deletes every object of the cluster in its storage and counts them. */
export async function deleteState(stack: Stack, cluster: ConfiguredCluster): Promise<number> {
  const client = await storageClient(stack, cluster);
  const { bucket, prefix } = location(cluster.stateRoot);
  let deleted = 0;
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${prefix}/` })) {
    const objects = (page.Contents ?? []).map(({ Key }) => ({ Key: Key! }));
    if (objects.length === 0) continue;
    const { Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
    );
    if (Errors?.length) throw new Error(`Could not delete ${Errors[0].Key}: ${Errors[0].Message}`);
    deleted += objects.length;
  }
  return deleted;
}

/** Bucket and prefix of a state URI. */
export function location(uri: string): { bucket: string; prefix: string } {
  const url = new URL(uri);
  return { bucket: url.hostname, prefix: url.pathname.replace(/^\/+|\/+$/g, "") };
}

/** The YAML library hands over its own nodes. */
function toPlain(node: unknown): unknown {
  return (node as { toJSON?: () => unknown } | undefined)?.toJSON?.() ?? node;
}
