import type * as pulumi from "@pulumi/pulumi";
import { stateRoot } from "../configuration/storage";
import type { Role } from "../model/labels";
import { names } from "../model/names";
import type { S3StateOwner, S3StateStorageArgs } from "../arguments/s3StateStorage";
import { S3Plugin } from "../arguments/storage";

/** The arguments once every Output is resolved. */
export type PlainStorageArgs = pulumi.Unwrap<S3StateStorageArgs>;

/** A cluster's place in its bucket: the plain arguments with every default taken. */
export interface StorageSpec {
  readonly namespace: string;
  readonly serviceAccounts: Record<Role, string>;
  /** Folder above those of clusters; empty for none. */
  readonly folder: string;
  /** Key of the cluster's folder, without a slash at its end. */
  readonly root: string;
  readonly plugin: S3Plugin;
  readonly jobFolders: string[];
  readonly abortIncompleteUploadsAfterDays: number;
  readonly noncurrentVersionsExpireAfterDays?: number;
  readonly lifecycleRules: { readonly id: string; readonly prefix: string; readonly expireAfterDays: number }[];
  readonly onlyClusterMayWrite: boolean;
  readonly formerKmsKeyArns: string[];
}

/** Takes every default. Total: arguments that are missing or unknown leave `undefined` where no default is. */
export function storageSpec(args: PlainStorageArgs): StorageSpec {
  const { namespace } = args.cluster ?? {};
  const folder = args.folder ?? DEFAULT_FOLDER;
  return {
    namespace,
    serviceAccounts: serviceAccounts(args.cluster ?? {}),
    folder,
    root: stateKey(args),
    plugin: args.plugin ?? DEFAULT_PLUGIN,
    jobFolders: args.jobFolders ?? [],
    abortIncompleteUploadsAfterDays: args.abortIncompleteUploadsAfterDays ?? SHORTEST_UPLOAD_AGE,
    noncurrentVersionsExpireAfterDays: args.noncurrentVersionsExpireAfterDays,
    lifecycleRules: args.lifecycleRules ?? [],
    onlyClusterMayWrite: args.onlyClusterMayWrite ?? false,
    formerKmsKeyArns: args.encryption?.formerKmsKeyArns ?? args.existingBucket?.formerKmsKeyArns ?? [],
  };
}

/** Key of the cluster's folder, without a slash at its end. */
export function stateKey({ folder, cluster }: Pick<PlainStorageArgs, "folder" | "cluster">): string {
  return stateRoot(`/${folder ?? DEFAULT_FOLDER}`, cluster?.clusterId).replace(/^\/+/, "");
}

/** The service accounts of a cluster's pods: those it is given, else those that a FlinkCluster creates. */
export function serviceAccounts({ clusterId, namespace, jobManagerServiceAccount, taskManagerServiceAccount }: PlainStorageArgs["cluster"]): Record<Role, string> {
  const own = names({ clusterId, namespace, generation: 1 });
  return { jobmanager: jobManagerServiceAccount ?? own.jobManagerServiceAccount, taskmanager: taskManagerServiceAccount ?? own.taskManagerServiceAccount };
}

/** The cluster that a storage is for, with the service accounts of its pods. */
export function stateOwner(cluster: PlainStorageArgs["cluster"]): S3StateOwner {
  const { jobmanager, taskmanager } = serviceAccounts(cluster);
  return { clusterId: cluster.clusterId, namespace: cluster.namespace, jobManagerServiceAccount: jobmanager, taskManagerServiceAccount: taskmanager };
}

/** Folder of clusters in a bucket. */
export const DEFAULT_FOLDER = "flink";

/** The plugin of Flink's that most of its documentation is about. */
export const DEFAULT_PLUGIN = S3Plugin.Hadoop;

/** Younger uploads may belong to a savepoint that a job will start from. */
export const SHORTEST_UPLOAD_AGE = 7;

/** Whether one of two beginnings of keys holds objects of the other. */
export function prefixesOverlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
