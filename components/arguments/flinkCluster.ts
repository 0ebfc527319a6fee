import type * as pulumi from "@pulumi/pulumi";
import type { AccessArgs } from "./access";
import type { CheckpointsArgs } from "./checkpoints";
import type { HighAvailabilityArgs } from "./highAvailability";
import type { FlinkJobArgs } from "./job";
import type { JobManagerArgs, TaskManagerArgs } from "./processes";
import type { StateStorageArgs } from "./storage";

/** Level of the root logger; Pekko stays at INFO, Hadoop at WARN. */
export enum LogLevel {
  /** Failures only. */
  Error = "ERROR",
  /** Also what may be wrong. */
  Warn = "WARN",
  /** Also what happens: checkpoints, restarts, leader changes. */
  Info = "INFO",
  /** Also how it happens: many more lines. */
  Debug = "DEBUG",
}

/** When the image is pulled; the values of Kubernetes' `imagePullPolicy`. */
export enum ImagePullPolicy {
  /** At every start of a pod; layers that the node has are not fetched again. */
  Always = "Always",
  /** Where the node does not have it. */
  IfNotPresent = "IfNotPresent",
  /** Not at all: the node has it. */
  Never = "Never",
}

/** A standalone Flink application cluster: JobManagers and TaskManagers that run one job. */
export interface FlinkClusterArgs {
  /**
   * Identity of the cluster: prefix of every Kubernetes object name and of the state's folder in the storage. It must
   * not change while the cluster has state. Shape: a DNS-1035 label of at most 38 characters.
   * Defaults to the name of the component.
   */
  clusterId?: pulumi.Input<string>;
  /** The Kubernetes namespace, a DNS-1123 label of at most 63 characters; it must exist. Flink key: `kubernetes.namespace`. */
  namespace: pulumi.Input<string>;
  /**
   * The container image with Flink and, in `/opt/flink/usrlib`, the job's jar: by tag or, better, by digest
   * (`repository@sha256:...`). An image without either is refused. It must follow the official image's layout: Flink in
   * `/opt/flink`, user 9999, the S3 plugins in `/opt/flink/opt`.
   */
  image: pulumi.Input<string>;
  /** When the image is pulled. Defaults to `IfNotPresent`. */
  imagePullPolicy?: pulumi.Input<ImagePullPolicy>;
  /** Names of existing Secrets of type `kubernetes.io/dockerconfigjson` in the namespace. Defaults to none. */
  imagePullSecrets?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Version of Flink in the image, `major.minor.patch`. Decides plugin file names and configuration keys.
   * Allowed: 2.2.1 and later 2.2, 2.3.0 and later 2.3. Defaults to `2.3.0`.
   */
  flinkVersion?: pulumi.Input<string>;
  /**
   * Generation of the job, a whole number from 1 to 9999. A new generation is a new job with its own JobManagers,
   * TaskManagers, HA metadata and job id; the old one is deleted once the new one is up. State does not move by itself:
   * first stop the old job with a savepoint and name it in `job.initialSavepoint`. Defaults to `1`.
   */
  generation?: pulumi.Input<number>;
  /**
   * The job that the cluster runs.
   *
   * ```ts
   * job: {
   *   entryClass: "com.example.OrdersJob",
   *   arguments: ["--topic", "orders"],
   *   parallelism: 1,
   * },
   * ```
   */
  job: pulumi.Input<FlinkJobArgs>;
  /**
   * The JobManagers. Defaults to the defaults of its properties.
   *
   * ```ts
   * jobManager: { replicas: 2, memory: "2g", cpu: "1" },
   * ```
   */
  jobManager?: pulumi.Input<JobManagerArgs>;
  /**
   * The TaskManagers. Defaults to the defaults of its properties.
   *
   * ```ts
   * taskManager: { replicas: 3, slots: 2, memory: "4g", cpu: "2", nodeSelector: { pool: "flink" } },
   * ```
   */
  taskManager?: pulumi.Input<TaskManagerArgs>;
  /**
   * High availability, configured as a whole: Flink's settings, access rights, tokens and addresses.
   * Defaults to the defaults of its properties.
   *
   * A shorter lease shortens the takeover, but a slow API server then looks like a dead leader sooner:
   *
   * ```ts
   * highAvailability: { leaseDuration: "9 s", renewDeadline: "6 s", retryPeriod: "1 s" },
   * ```
   */
  highAvailability?: HighAvailabilityArgs;
  /**
   * Where HA metadata, checkpoints and savepoints are kept.
   *
   * On AWS an `S3StateStorage` has it as its output `storage`; any other store is described like this:
   *
   * ```ts
   * storage: {
   *   uri: "s3://flink-state/flink",
   *   endpoint: "https://minio.storage.svc:9000",
   *   profile: S3Profile.Minio,
   *   credentialsSecret: { name: "s3-credentials" },
   * },
   * ```
   */
  storage: pulumi.Input<StateStorageArgs>;
  /**
   * How checkpoints are taken. Defaults to the defaults of its properties.
   *
   * ```ts
   * checkpoints: { interval: "30 s", timeout: "5 min", retained: 3 },
   * ```
   */
  checkpoints?: pulumi.Input<CheckpointsArgs>;
  /**
   * Service accounts and roles, for clusters where the stack may not create them.
   * Defaults to the defaults of its properties.
   *
   * ```ts
   * access: {
   *   jobManagerServiceAccount: "orders-jm",
   *   taskManagerServiceAccount: "orders-tm",
   *   createRoles: false,
   * },
   * ```
   */
  access?: AccessArgs;
  /**
   * Further Flink configuration, by Flink's own keys in flat form. Keys that another argument sets are refused, and so
   * are keys that hold secrets. Defaults to none.
   *
   * ```ts
   * flinkConfiguration: {
   *   "state.backend.type": "rocksdb",
   *   "execution.checkpointing.incremental": "true",
   * },
   * ```
   */
  flinkConfiguration?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /** Level of the root logger. Defaults to `Info`. */
  logLevel?: pulumi.Input<LogLevel>;
  /**
   * Labels of every Kubernetes object, in addition to the component's own. Those are refused: `app.kubernetes.io/name`,
   * `instance`, `managed-by` and `component`, and `pulumi-flink/...`. Defaults to none.
   */
  labels?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}
