import type { FlinkKeys } from "../configuration/flinkConfiguration";
import type { AccessRules } from "../kubernetes/access";
import type { EntryPoint } from "../kubernetes/pod";
import type { Cluster } from "../model/cluster";
import type { ProcessKind } from "../model/processes";

/** What is started: one job with its cluster, or a cluster that takes jobs. */
export type StartName = "application" | "session";

/** Who makes the pods: this component, Flink's JobManager for its TaskManagers, or the Apache operator for all. */
export type PodMaker = "standalone" | "native" | "operator";

/** What is started, whoever makes the pods. */
export interface Start {
  readonly name: StartName;
  /** Flink's script that starts a JobManager in a pod that the component makes. */
  readonly standaloneScript: string;
  /** The JobManager's arguments beyond those of the mode. */
  readonly jobManagerArguments: (cluster: Cluster) => string[];
  /** Flink keys that it sets; refused in `flinkConfiguration`. */
  readonly ownedKeys: FlinkKeys;
  /** What it asks of the API server beyond Flink's HA services. */
  readonly access: AccessRules;
}

/** A workload that the component registers. */
export interface Workload {
  readonly kind: ProcessKind;
  /** Workloads that are created before it and deleted after it. */
  readonly after: readonly ProcessKind[];
}

/** How a cluster gets onto Kubernetes: what is started, and who makes the pods. */
export interface Mode {
  readonly start: StartName;
  readonly podMaker: PodMaker;
  /** What the containers of each kind run. */
  readonly entryPoint: (kind: ProcessKind, cluster: Cluster) => EntryPoint;
  /** The workloads that the component registers, in an order in which they can be created. */
  readonly workloads: readonly Workload[];
  /** Flink keys that it sets; refused in `flinkConfiguration`. */
  readonly ownedKeys: FlinkKeys;
  /** Flink keys that would undo what it arranges, though it sets them elsewhere or not at all; refused too. */
  readonly reservedKeys: readonly string[];
  /** What the pods of each kind may ask of the API server. */
  readonly access: AccessRules;
}
