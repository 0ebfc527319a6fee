import { stateOwner } from "../model/stateOwner";
import type { Finding } from "../validation/problem";
import { type ClusterRule, clusterRule, type Subject } from "./subject";

/** Whose place the storage is. */
export const STORAGE_OWNER_RULES: ClusterRule[] = [
  clusterRule(
    "storage-owner.other-cluster",
    "A storage that was made for another cluster, another namespace or other service accounts.",
    [
      "storage.cluster",
      "clusterId",
      "namespace",
      "access.jobManagerServiceAccount",
      "access.taskManagerServiceAccount",
    ],
    otherOwner,
  ),
];

function otherOwner({ args, clusterId }: Subject): Finding[] {
  const given = args.storage.cluster;
  if (given === undefined) return [];
  const { jobManagerServiceAccount, taskManagerServiceAccount } = args.access ?? {};
  const owner = stateOwner(given);
  const own = stateOwner({ clusterId, namespace: args.namespace, jobManagerServiceAccount, taskManagerServiceAccount });
  // Names of service accounts follow from the id: with another id, that they differ says nothing more.
  const compared =
    owner.clusterId === own.clusterId
      ? (["namespace", "jobManagerServiceAccount", "taskManagerServiceAccount"] as const)
      : (["clusterId"] as const);
  return compared
    .filter((key) => owner[key] !== own[key])
    .map((key) => ({
      path: `storage.cluster.${key}`,
      value: owner[key],
      allowed:
        `${own[key]}, as this cluster has it: the roles of the storage are for the service accounts of one ` +
        "cluster and for its folder",
      fix: `Pass the storage that was made for this cluster, or correct cluster.${key} of that S3StateStorage.`,
    }));
}
