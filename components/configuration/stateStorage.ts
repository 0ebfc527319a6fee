import type { StorageSpec } from "../clusterSpec";
import { S3Plugin } from "../flinkClusterArgs";
import type { Identity } from "../names";

/** Folders of a cluster in its storage; who may touch what is decided by these prefixes. */
export interface StateFolders {
  readonly root: string;
  readonly highAvailability: string;
  readonly checkpoints: string;
  readonly savepoints: string;
}

/** The folder that holds everything a cluster ever keeps. */
export function stateRoot(uri: string, clusterId: string): string {
  return `${uri.replace(/\/+$/, "")}/${clusterId}`;
}

/** The folders of one life of a cluster. Savepoints have names of their own and outlive it. */
export function stateFolders(uri: string, identity: Identity, incarnation: string): StateFolders {
  const root = stateRoot(uri, identity.clusterId);
  return {
    root,
    highAvailability: `${root}/ha/${incarnation}`,
    checkpoints: `${root}/checkpoints/${incarnation}`,
    savepoints: `${root}/savepoints`,
  };
}

/** Schemes that each plugin serves. */
export const PLUGIN_SCHEMES: Record<S3Plugin, string[]> = {
  [S3Plugin.Hadoop]: ["s3", "s3a"],
  [S3Plugin.Presto]: ["s3", "s3p"],
  [S3Plugin.Native]: ["s3", "s3a"],
};

/** File name of the plugin in the image's `/opt/flink/opt`. */
export function pluginJar(plugin: S3Plugin, flinkVersion: string): string {
  return `${plugin}-${flinkVersion}.jar`;
}

/** The plugin's options. Keys never are among them: credentials come from the environment or the pod's identity. */
export function storageConfiguration(storage: StorageSpec): Record<string, string> {
  const configuration: Record<string, string> = {};
  if (storage.endpoint !== undefined) configuration["s3.endpoint"] = storage.endpoint;
  if (storage.plugin === S3Plugin.Native) {
    if (storage.region !== undefined) configuration["s3.region"] = storage.region;
    if (storage.pathStyleAccess) configuration["s3.path-style-access"] = "true";
  } else if (storage.pathStyleAccess) {
    configuration["s3.path.style.access"] = "true";
  }
  return { ...configuration, ...storage.options };
}
