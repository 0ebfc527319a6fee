import type { ClusterSpec, PlainArgs } from "../model/clusterSpec";
import { rule, type Rule, ruleOfKinds } from "../validation/rule";

/** What rules of a FlinkCluster look at: the arguments as given, and with every default taken. */
export interface Subject {
  readonly args: PlainArgs;
  readonly spec: ClusterSpec;
  readonly clusterId: string;
}

/** A rule of FlinkCluster. */
export type ClusterRule = Rule<Subject>;

/** Declares a rule of FlinkCluster. */
export const clusterRule = rule<Subject>;

/** Declares a rule of FlinkCluster that finds problems of several kinds. */
export const clusterRuleOfKinds = ruleOfKinds<Subject>;
