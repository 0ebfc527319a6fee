import type { types } from "@pulumi/kubernetes";
import type { ClusterSpec } from "../model/clusterSpec";
import type { ClusterIdentity } from "../model/names";
import { type Pod, podTemplate } from "./pod";

type DeploymentStrategy = types.input.apps.v1.DeploymentStrategy;
type PodTemplateSpec = types.input.core.v1.PodTemplateSpec;

/** Each lost TaskManager restarts the job: all go at once, one restart instead of one for each. */
export const TASK_MANAGER_STRATEGY: DeploymentStrategy = {
  type: "RollingUpdate",
  rollingUpdate: { maxSurge: 0, maxUnavailable: "100%" },
};

/**
 * Pods of the TaskManagers. No readiness probe: no Service leads to them, and the JobManager, which is created
 * after them so that it is deleted before them, need not wait for their JVMs.
 */
export function taskManagerTemplate(spec: ClusterSpec, identity: ClusterIdentity, pod: Pod): PodTemplateSpec {
  return podTemplate(spec, identity, {
    ...pod,
    kind: "taskmanager",
    process: spec.taskManager,
    script: "taskmanager.sh",
    arguments: ["-D", "taskmanager.host=$(POD_IP)"],
    ports: ["taskManagerRpc", "taskManagerData", "queryService"],
    probes: {
      livenessProbe: {
        tcpSocket: { port: "taskmanager-rpc" },
        initialDelaySeconds: 180,
        periodSeconds: 10,
        failureThreshold: 6,
      },
    },
  });
}
