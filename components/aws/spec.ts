import type * as pulumi from "@pulumi/pulumi";
import type { S3StateStorageArgs } from "../arguments/s3StateStorage";
import type { S3Plugin } from "../arguments/storage";
import type { ProcessKind } from "../model/processes";
import { DEFAULT_PLUGIN } from "../model/s3Plugins";
import { stateRoot } from "../model/stateFolders";
import { serviceAccounts } from "../model/stateOwner";

/** The arguments once every Output is resolved. */
export type PlainStateStorageArgs = pulumi.Unwrap<S3StateStorageArgs>;

/** A cluster's place in its bucket: the plain arguments with every default taken. */
export interface StateStorageSpec {
  readonly namespace: string;
  readonly serviceAccounts: Record<ProcessKind, string>;
  /** Folder above those of clusters; empty for none. */
  readonly folder: string;
  /** Key of the cluster's folder, without a slash at its end. */
  readonly stateKey: string;
  readonly plugin: S3Plugin;
  readonly jobFolders: string[];
  readonly abortIncompleteUploadsAfterDays: number;
  readonly noncurrentVersionsExpireAfterDays?: number;
  readonly lifecycleRules: { readonly id: string; readonly prefix: string; readonly expireAfterDays: number }[];
  readonly onlyClusterMayWrite: boolean;
  readonly formerKmsKeyArns: string[];
}

/** Takes every default. Total: arguments that are missing or unknown leave `undefined` where no default is. */
export function stateStorageSpec(args: PlainStateStorageArgs): StateStorageSpec {
  const { namespace } = args.cluster ?? {};
  const folder = args.folder ?? DEFAULT_FOLDER;
  return {
    namespace,
    serviceAccounts: serviceAccounts(args.cluster ?? {}),
    folder,
    stateKey: stateKey(args),
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
export function stateKey({ folder, cluster }: Pick<PlainStateStorageArgs, "folder" | "cluster">): string {
  return stateRoot(`/${folder ?? DEFAULT_FOLDER}`, cluster?.clusterId).replace(/^\/+/, "");
}

/** Folder of clusters in a bucket. */
export const DEFAULT_FOLDER = "flink";

/** Younger uploads may belong to a savepoint that a job will start from. */
export const SHORTEST_UPLOAD_AGE = 7;

/** Whether one of two beginnings of keys holds objects of the other. */
export function prefixesOverlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
