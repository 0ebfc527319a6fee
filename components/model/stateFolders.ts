import type { ClusterIdentity } from "./names";

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
export function stateFolders(uri: string, identity: ClusterIdentity, life: string): StateFolders {
  const root = stateRoot(uri, identity.clusterId);
  return {
    root,
    highAvailability: `${root}/ha/${life}`,
    checkpoints: `${root}/checkpoints/${life}`,
    savepoints: `${root}/savepoints`,
  };
}
