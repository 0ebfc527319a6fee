import type * as pulumi from "@pulumi/pulumi";
import type { StateStorageArgs } from "./storage";

export * from "./storage";

/** How JobManagers agree on a leader and where they keep what a new leader needs. */
export enum HighAvailabilityType {
  /** Flink's Kubernetes HA services: the leader lock and the pointers to the state are ConfigMaps. */
  Kubernetes = "kubernetes",
  /** No high availability: one JobManager, and a restarted JobManager starts the job anew without state. */
  None = "none",
}

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

/** A Flink job whose jar is in the image. */
export interface FlinkJobArgs {
  /** Fully qualified name of the class with the `main` method. Flink option: `--job-classname`. */
  entryClass: pulumi.Input<string>;
  /** Arguments of the `main` method, one string each. Defaults to none. */
  arguments?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Default parallelism of the job, a whole number from 1. Flink key: `parallelism.default`.
   * Defaults to all slots: TaskManager replicas x slots. More than there are slots is refused.
   * Set it, so that more TaskManagers do not change the job.
   */
  parallelism?: pulumi.Input<number>;
  /**
   * URI of a savepoint or retained checkpoint that the job starts from when it has no HA metadata yet.
   * Flink option: `--fromSavepoint`. Defaults to none.
   */
  initialSavepoint?: pulumi.Input<string>;
  /**
   * Whether state of the savepoint that the job no longer has may be dropped. Refused without `initialSavepoint`.
   * Flink option: `--allowNonRestoredState`. Defaults to false.
   */
  allowNonRestoredState?: pulumi.Input<boolean>;
}

/** The JobManagers of a cluster. */
export interface JobManagerArgs {
  /** Number of JobManagers, from 1; more than one needs high availability. Defaults to 2 with HA, 1 without. */
  replicas?: pulumi.Input<number>;
  /**
   * Total memory of the process and, as request and limit, of its container, in Flink's notation
   * (`1600m`, `2g`; whole numbers, binary units). Flink key: `jobmanager.memory.process.size`.
   * Defaults to 1600m.
   */
  memory?: pulumi.Input<string>;
  /** CPU request in Kubernetes' notation (`500m`, `2`). Defaults to 500m. */
  cpu?: pulumi.Input<string>;
  /** CPU limit in Kubernetes' notation; less than `cpu` is refused. Defaults to none, so that start-up may use idle CPU. */
  cpuLimit?: pulumi.Input<string>;
  /** Node labels that the pods need. Defaults to none. */
  nodeSelector?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/** The TaskManagers of a cluster. */
export interface TaskManagerArgs {
  /** Number of TaskManagers, from 1. Defaults to 1. */
  replicas?: pulumi.Input<number>;
  /** Task slots of each TaskManager, from 1. Flink key: `taskmanager.numberOfTaskSlots`. Defaults to 1. */
  slots?: pulumi.Input<number>;
  /**
   * Total memory of the process and, as request and limit, of its container, in Flink's notation.
   * Flink key: `taskmanager.memory.process.size`. Defaults to 1728m.
   */
  memory?: pulumi.Input<string>;
  /** CPU request in Kubernetes' notation (`500m`, `2`). Defaults to 1. */
  cpu?: pulumi.Input<string>;
  /** CPU limit in Kubernetes' notation; less than `cpu` is refused. Defaults to none. */
  cpuLimit?: pulumi.Input<string>;
  /** Node labels that the pods need. Defaults to none. */
  nodeSelector?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/** High availability of the JobManagers. */
export interface HighAvailabilityArgs {
  /** Kind of HA services. Flink key: `high-availability.type`. Defaults to Kubernetes. */
  type?: HighAvailabilityType;
  /**
   * How long a dead leader keeps the lock, a Flink duration (`15 s`). Must be longer than `renewDeadline`.
   * Flink key: `high-availability.kubernetes.leader-election.lease-duration`. Defaults to 15 s.
   */
  leaseDuration?: pulumi.Input<string>;
  /**
   * How long a leader tries to renew before it gives up, a Flink duration. Must be longer than 2.2 times
   * `retryPeriod`. Flink key: `high-availability.kubernetes.leader-election.renew-deadline`. Defaults to 10 s.
   */
  renewDeadline?: pulumi.Input<string>;
  /**
   * How often lock and leadership are tried, a Flink duration.
   * Flink key: `high-availability.kubernetes.leader-election.retry-period`. Defaults to 2 s.
   */
  retryPeriod?: pulumi.Input<string>;
}

/** Checkpoints of the job. */
export interface CheckpointsArgs {
  /** Time between two checkpoints, a Flink duration of 10 ms or longer. Flink key: `execution.checkpointing.interval`. Defaults to 1 min. */
  interval?: pulumi.Input<string>;
  /** Time after which a checkpoint is given up, a Flink duration of 10 ms or longer. Flink key: `execution.checkpointing.timeout`. Defaults to 10 min. */
  timeout?: pulumi.Input<string>;
  /** Completed checkpoints kept, from 1. Flink key: `execution.checkpointing.num-retained`. Defaults to 1. */
  retained?: pulumi.Input<number>;
}

/** Service accounts and access rights of the pods. */
export interface AccessArgs {
  /** Name of an existing service account for the JobManagers. Defaults to one that the component creates. */
  jobManagerServiceAccount?: pulumi.Input<string>;
  /** Name of an existing service account for the TaskManagers. Defaults to one that the component creates. */
  taskManagerServiceAccount?: pulumi.Input<string>;
  /** Annotations of the service accounts that the component creates. An IAM role is none, see `storage.identity`. Refused where both exist. Defaults to none. */
  serviceAccountAnnotations?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /**
   * Whether the component creates Role and RoleBinding. Where false, someone else must grant the rules
   * of components/kubernetes/roles.ts. Defaults to true with HA; without HA Flink needs no access.
   */
  createRoles?: boolean;
}
