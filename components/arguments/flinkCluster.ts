import type * as pulumi from "@pulumi/pulumi";
import type { AccessArgs } from "./access";
import type { CheckpointsArgs } from "./checkpoints";
import type { HighAvailabilityArgs } from "./highAvailability";
import type { FlinkJobArgs } from "./job";
import type { JobManagerArgs, TaskManagerArgs } from "./processes";
import type { StateStorageArgs } from "./storage";

/** Level of the root logger; Pekko stays at INFO, Hadoop at WARN. */
export enum LogLevel {
  Error = "ERROR",
  Warn = "WARN",
  Info = "INFO",
  Debug = "DEBUG",
}

/** When the image is pulled; the values of Kubernetes' `imagePullPolicy`. */
export enum ImagePullPolicy {
  Always = "Always",
  IfNotPresent = "IfNotPresent",
  Never = "Never",
}

/** A standalone Flink application cluster: JobManagers and TaskManagers that run one job. */
export interface FlinkClusterArgs {
  /**
   * Identity of the cluster: prefix of every Kubernetes object name and of the state's folder in the storage.
   * It never changes while the cluster has state. Shape: a DNS-1035 label of at most 38 characters.
   * Defaults to the name of the component.
   */
  clusterId?: pulumi.Input<string>;
  /** The Kubernetes namespace, a DNS-1123 label of at most 63 characters; it must exist. Flink key: `kubernetes.namespace`. */
  namespace: pulumi.Input<string>;
  /**
   * The container image with Flink and, in `/opt/flink/usrlib`, the job's jar. By tag or, better, by digest
   * (`repository@sha256:...`). It must follow the official image's layout: Flink in `/opt/flink`, user 9999,
   * the S3 plugins in `/opt/flink/opt`. One without tag and digest is refused.
   */
  image: pulumi.Input<string>;
  /** When the image is pulled. Defaults to IfNotPresent. */
  imagePullPolicy?: pulumi.Input<ImagePullPolicy>;
  /** Names of existing Secrets of type `kubernetes.io/dockerconfigjson` in the namespace. Defaults to none. */
  imagePullSecrets?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Version of Flink in the image, `major.minor.patch`. Decides plugin file names and configuration keys.
   * Allowed: 2.2.1 and later 2.2, 2.3.0 and later 2.3. Defaults to 2.3.0.
   */
  flinkVersion?: pulumi.Input<string>;
  /**
   * Generation of the job, a whole number from 1 to 9999. A new generation is a new job beside the old one:
   * own JobManagers, TaskManagers, HA metadata and job id; the old one is deleted when the new one is up.
   * No state moves by itself: stop the old job with a savepoint first and name it in
   * `job.initialSavepoint`. Defaults to 1.
   */
  generation?: pulumi.Input<number>;
  /** The job that the cluster runs. */
  job: pulumi.Input<FlinkJobArgs>;
  /** The JobManagers. */
  jobManager?: pulumi.Input<JobManagerArgs>;
  /** The TaskManagers. */
  taskManager?: pulumi.Input<TaskManagerArgs>;
  /** High availability, wired as a whole: configuration, access rights, tokens and addresses. */
  highAvailability?: HighAvailabilityArgs;
  /** Where HA metadata, checkpoints and savepoints lie. */
  storage: pulumi.Input<StateStorageArgs>;
  /** How checkpoints are taken. */
  checkpoints?: pulumi.Input<CheckpointsArgs>;
  /** Service accounts and roles, for clusters where the stack may not create them. */
  access?: AccessArgs;
  /**
   * Further Flink configuration, by Flink's own keys in flat form. Keys that the component sets by another
   * argument are refused, so are keys of secrets. Defaults to none.
   */
  flinkConfiguration?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /** Level of the root logger. Defaults to INFO. */
  logLevel?: pulumi.Input<LogLevel>;
  /**
   * Labels put on every Kubernetes object beside the component's own, which are refused: `app.kubernetes.io/name`,
   * `instance`, `managed-by` and `component`, and `pulumi-flink/...`. Defaults to none.
   */
  labels?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}
