import type { ClusterSpec, PlainArgs } from "../model/clusterSpec";
import type { Rule } from "../validation/rule";

/** What rules of a FlinkCluster look at: the arguments as given, and with every default taken. */
export interface Subject {
  readonly args: PlainArgs;
  readonly spec: ClusterSpec;
  readonly clusterId: string;
}

/** A rule of FlinkCluster. */
export type ClusterRule = Rule<Subject>;
