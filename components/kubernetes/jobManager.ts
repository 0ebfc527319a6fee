import type { types } from "@pulumi/kubernetes";
import type { ClusterSpec } from "../model/clusterSpec";
import { HighAvailabilityType } from "../arguments/highAvailability";
import type { ClusterIdentity, Names } from "../model/names";
import { type Pod, podTemplate } from "./pod";

type DeploymentStrategy = types.input.apps.v1.DeploymentStrategy;
type PodTemplateSpec = types.input.core.v1.PodTemplateSpec;

/** All new JobManagers come before an old one goes, so that leadership moves once and to a JobManager that stays. */
export const JOB_MANAGER_STRATEGY: DeploymentStrategy = {
  type: "RollingUpdate",
  rollingUpdate: { maxSurge: "100%", maxUnavailable: 0 },
};

/** Pods of the JobManagers. */
export function jobManagerTemplate(
  spec: ClusterSpec,
  identity: ClusterIdentity,
  names: Names,
  pod: Pod,
): PodTemplateSpec {
  return podTemplate(spec, identity, {
    ...pod,
    kind: "jobmanager",
    process: spec.jobManager,
    script: "standalone-job.sh",
    arguments: jobManagerArguments(spec, names),
    ports: ["jobManagerRpc", "blobServer", "rest", "queryService"],
    probes: {
      startupProbe: { httpGet: { path: "/config", port: "rest" }, periodSeconds: 1, failureThreshold: 300 },
      readinessProbe: { httpGet: { path: "/v1/overview", port: "rest" }, periodSeconds: 5, timeoutSeconds: 5 },
      livenessProbe: { tcpSocket: { port: "jobmanager-rpc" }, periodSeconds: 10, failureThreshold: 6 },
    },
  });
}

/**
 * Arguments of `standalone-job.sh`. Options come first and each `-D` stands apart from its value: what Flink does
 * not know ends its options, silently, and everything after it goes to the job.
 */
function jobManagerArguments(spec: ClusterSpec, names: Names): string[] {
  const { job } = spec;
  return [
    // A leader publishes its own address; a Service name would lead to any JobManager.
    ...(spec.highAvailability.type === HighAvailabilityType.None ? [] : ["-D", "jobmanager.rpc.address=$(POD_IP)"]),
    ...[
      "--job-classname",
      job.entryClass,
      "--job-id",
      names.jobId,
      ...(job.initialSavepoint === undefined ? [] : ["--fromSavepoint", job.initialSavepoint]),
      ...(job.allowNonRestoredState ? ["--allowNonRestoredState"] : []),
      ...job.arguments,
    ].map(escapeDollars),
  ];
}

/** Kubernetes expands `$(NAME)` in arguments and makes one dollar of every two, so two stand for one. */
function escapeDollars(argument: string): string {
  return argument.replaceAll("$", "$$$$");
}
