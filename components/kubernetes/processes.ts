import type { types } from "@pulumi/kubernetes";
import type { PORTS } from "../configuration/ports";
import type { ProcessKind } from "../model/processes";

type Container = types.input.core.v1.Container;
type DeploymentStrategy = types.input.apps.v1.DeploymentStrategy;

/** What the pods of a kind differ in, however they are started. */
export interface ProcessPods {
  readonly ports: (keyof typeof PORTS)[];
  readonly probes: Pick<Container, "startupProbe" | "readinessProbe" | "livenessProbe">;
  /** How a Deployment replaces them. */
  readonly strategy: DeploymentStrategy;
}

/** The pods of both kinds. */
export const PROCESS_PODS: Record<ProcessKind, ProcessPods> = {
  jobmanager: {
    ports: ["jobManagerRpc", "blobServer", "rest", "queryService"],
    probes: {
      startupProbe: { httpGet: { path: "/config", port: "rest" }, periodSeconds: 1, failureThreshold: 300 },
      readinessProbe: { httpGet: { path: "/v1/overview", port: "rest" }, periodSeconds: 5, timeoutSeconds: 5 },
      livenessProbe: { tcpSocket: { port: "jobmanager-rpc" }, periodSeconds: 10, failureThreshold: 6 },
    },
    // All new JobManagers come before an old one goes: leadership moves once, and to a JobManager that stays.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "100%", maxUnavailable: 0 } },
  },
  taskmanager: {
    ports: ["taskManagerRpc", "taskManagerData", "queryService"],
    // No readiness probe: no Service leads to them, and the JobManagers, which are created after them so that they are
    // deleted before them, need not wait for their JVMs.
    probes: {
      livenessProbe: {
        tcpSocket: { port: "taskmanager-rpc" },
        initialDelaySeconds: 180,
        periodSeconds: 10,
        failureThreshold: 6,
      },
    },
    // Each lost TaskManager restarts the job: all go at once, for one restart instead of one for each.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: "100%" } },
  },
};

/** Names of the ports in pods and Services. */
export const PORT_NAMES: Record<keyof typeof PORTS, string> = {
  jobManagerRpc: "jobmanager-rpc",
  blobServer: "blobserver",
  rest: "rest",
  taskManagerRpc: "taskmanager-rpc",
  taskManagerData: "data",
  queryService: "query-service",
};
