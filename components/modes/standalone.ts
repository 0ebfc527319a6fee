import { HighAvailabilityType } from "../arguments/highAvailability";
import { HIGH_AVAILABILITY_ACCESS } from "../kubernetes/access";
import type { EntryPoint } from "../kubernetes/pod";
import type { Cluster } from "../model/cluster";
import { forEachKind, type ProcessKind } from "../model/processes";
import type { Mode, Start } from "./mode";

/** The component makes the pods of both kinds, as Deployments. */
export function standalone(start: Start): Mode {
  return {
    start: start.name,
    podMaker: "standalone",
    entryPoint: (kind, cluster) => ENTRY_POINTS[kind](start, cluster),
    // A job that loses its slots before its JobManager may fail for good, and Flink then drops its HA metadata.
    workloads: [
      { kind: "taskmanager", after: [] },
      { kind: "jobmanager", after: ["taskmanager"] },
    ],
    ownedKeys: start.ownedKeys,
    reservedKeys: ["jobmanager.rpc.address", "rest.address", "taskmanager.host", "cluster.id"],
    access: forEachKind((kind) => (names) => [...HIGH_AVAILABILITY_ACCESS[kind](names), ...start.access[kind](names)]),
  };
}

const ENTRY_POINTS: Record<ProcessKind, (start: Start, cluster: Cluster) => EntryPoint> = {
  jobmanager: (start, cluster) => ({
    script: start.standaloneScript,
    arguments: [
      // A leader publishes its own address; a Service name would lead to any JobManager.
      ...(cluster.spec.highAvailability.type === HighAvailabilityType.None
        ? []
        : ["-D", "jobmanager.rpc.address=$(POD_IP)"]),
      ...start.jobManagerArguments(cluster),
    ],
  }),
  taskmanager: () => ({ script: "taskmanager.sh", arguments: ["-D", "taskmanager.host=$(POD_IP)"] }),
};
