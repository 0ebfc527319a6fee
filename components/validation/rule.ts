import type { ClusterSpec, PlainArgs } from "../model/clusterSpec";
import type { Problem } from "./problem";

/** What rules of a FlinkCluster look at: the arguments as given, and with every default taken. */
export interface Subject {
  readonly args: PlainArgs;
  readonly spec: ClusterSpec;
  readonly clusterId: string;
}

/** Rules that look at the same values; left out while one of these is unknown or has the wrong shape. */
export interface Rule<S = Subject> {
  /** Property paths that the check reads. */
  readonly reads: string[];
  readonly check: (subject: S) => Problem[];
}
