import { clusterSpec, type PlainArgs } from "../../components/model/clusterSpec";
import { stateRoot } from "../../components/model/stateFolders";
import type { ClusterName, StoredCluster } from "../../operations/cluster";
import type { Stack } from "./stack";
import { stackConfig } from "./stackFile";

/** Reads which cluster the stack's configuration describes; known without the stack's state. */
export function clusterName(stack: Stack): ClusterName {
  const { clusterId, namespace } = clusterArguments(stack);
  return { clusterId: clusterId ?? String(stackConfig(stack, ["pulumi-flink:name"])), namespace };
}

/** Reads the cluster and its storage; only of a stack that does not make its storage itself. */
export function configuredCluster(stack: Stack): StoredCluster {
  const cluster = clusterName(stack);
  const { storage } = clusterSpec(clusterArguments(stack));
  return { ...cluster, storage, stateRoot: stateRoot(storage.uri, cluster.clusterId) };
}

/** The cluster's arguments as the stack's file has them. */
export function clusterArguments(stack: Stack): PlainArgs {
  return (toPlain(stackConfig(stack, ["pulumi-flink:cluster"])) ?? {}) as PlainArgs;
}

/** Whether the stack makes its storage itself (`pulumi-flink:stateStorage`), instead of naming one. */
export function makesStorage(stack: Stack): boolean {
  return stackConfig(stack, ["pulumi-flink:stateStorage"]) !== undefined;
}

/** Whether the bucket that the stack makes may be deleted with all state. */
export function forcesDestruction(stack: Stack): boolean {
  return stackConfig(stack, ["pulumi-flink:stateStorage", "forceDestroy"]) === true;
}

/** The YAML library hands over its own nodes. */
function toPlain(node: unknown): unknown {
  return (node as { toJSON?: () => unknown } | undefined)?.toJSON?.() ?? node;
}
