import type { ClusterIdentity } from "../components/model/names";
import type { StorageSpec } from "../components/model/storageSpec";

/** What a cluster is found by in Kubernetes, whatever its generation. */
export type ClusterName = Pick<ClusterIdentity, "clusterId" | "namespace">;

/** A cluster and where it keeps its state. */
export interface StoredCluster extends ClusterName {
  readonly storage: StorageSpec;
  /** URI of the folder that holds everything of the cluster, without the lives below it. */
  readonly stateRoot: string;
}
