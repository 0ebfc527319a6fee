import type { ClusterSpec } from "./clusterSpec";
import type { ClusterIdentity, Names } from "./names";

/** A cluster once everything about it is known: what renderers and modes work with. */
export interface Cluster {
  readonly identity: ClusterIdentity;
  readonly names: Names;
  readonly spec: ClusterSpec;
}
