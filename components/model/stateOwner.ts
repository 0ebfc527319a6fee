import type * as pulumi from "@pulumi/pulumi";
import type { StateOwnerArgs } from "../arguments/storage";
import { names } from "./names";
import { ARGUMENTS_OF, forEachKind, type ProcessKind } from "./processes";

/** The cluster that keeps its state in a storage, once every Output is resolved. */
type PlainStateOwner = pulumi.Unwrap<StateOwnerArgs>;

/** The service accounts of a cluster's pods: those it is given, else those that a FlinkCluster creates. */
export function serviceAccounts(owner: PlainStateOwner): Record<ProcessKind, string> {
  const { serviceAccount } = names({ clusterId: owner.clusterId, namespace: owner.namespace, generation: 1 });
  return forEachKind((kind) => owner[ARGUMENTS_OF[kind].serviceAccount] ?? serviceAccount[kind]);
}

/** The cluster that a storage is for, with the service accounts of its pods. */
export function stateOwner(owner: PlainStateOwner): Required<PlainStateOwner> {
  const { jobmanager, taskmanager } = serviceAccounts(owner);
  return {
    clusterId: owner.clusterId,
    namespace: owner.namespace,
    jobManagerServiceAccount: jobmanager,
    taskManagerServiceAccount: taskmanager,
  };
}
