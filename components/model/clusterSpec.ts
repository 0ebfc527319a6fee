import type * as pulumi from "@pulumi/pulumi";
import { type FlinkClusterArgs, ImagePullPolicy, LogLevel } from "../arguments/flinkCluster";
import { HighAvailabilityType } from "../arguments/highAvailability";
import { ARGUMENTS_OF, type ProcessKind } from "./processes";
import { type StorageSpec, storageSpec } from "./storageSpec";

/** The arguments once every Output is resolved. */
export type PlainArgs = pulumi.Unwrap<FlinkClusterArgs>;

/** What a cluster is: the plain arguments with every default taken. */
export interface ClusterSpec {
  readonly flinkVersion: string;
  readonly imagePullPolicy: string;
  readonly imagePullSecrets: string[];
  readonly job: {
    readonly entryClass: string;
    readonly arguments: string[];
    readonly parallelism: number;
    readonly initialSavepoint?: string;
    readonly allowNonRestoredState: boolean;
  };
  readonly jobManager: ProcessSpec;
  readonly taskManager: ProcessSpec & { readonly slots: number };
  readonly highAvailability: {
    readonly type: HighAvailabilityType;
    readonly leaseDuration: string;
    readonly renewDeadline: string;
    readonly retryPeriod: string;
  };
  readonly storage: StorageSpec;
  readonly checkpoints: { readonly interval: string; readonly timeout: string; readonly retained: number };
  readonly flinkConfiguration: Record<string, string>;
  readonly logLevel: string;
  readonly labels: Record<string, string>;
}

/** Replicas and resources of JobManagers or TaskManagers. */
export interface ProcessSpec {
  readonly replicas: number;
  readonly memory: string;
  readonly cpu: string;
  readonly cpuLimit?: string;
  readonly nodeSelector: Record<string, string>;
}

const DEFAULT_FLINK_VERSION = "2.3.0";

const PROCESS_DEFAULTS: Record<ProcessKind, { memory: string; cpu: string }> = {
  jobmanager: { memory: "1600m", cpu: "500m" },
  taskmanager: { memory: "1728m", cpu: "1" },
};

/** Takes every default. Never throws: a missing or unknown argument stays undefined unless it has a default. */
export function clusterSpec(args: PlainArgs): ClusterSpec {
  const taskManager = { ...processSpec("taskmanager", args, 1), slots: args.taskManager?.slots ?? 1 };
  const haType = args.highAvailability?.type ?? HighAvailabilityType.Kubernetes;
  return {
    flinkVersion: args.flinkVersion ?? DEFAULT_FLINK_VERSION,
    imagePullPolicy: args.imagePullPolicy ?? ImagePullPolicy.IfNotPresent,
    imagePullSecrets: args.imagePullSecrets ?? [],
    job: {
      entryClass: args.job?.entryClass,
      arguments: args.job?.arguments ?? [],
      parallelism: args.job?.parallelism ?? taskManager.replicas * taskManager.slots,
      initialSavepoint: args.job?.initialSavepoint,
      allowNonRestoredState: args.job?.allowNonRestoredState ?? false,
    },
    jobManager: processSpec("jobmanager", args, haType === HighAvailabilityType.None ? 1 : 2),
    taskManager,
    highAvailability: {
      type: haType,
      leaseDuration: args.highAvailability?.leaseDuration ?? "15 s",
      renewDeadline: args.highAvailability?.renewDeadline ?? "10 s",
      retryPeriod: args.highAvailability?.retryPeriod ?? "2 s",
    },
    storage: storageSpec(args.storage),
    checkpoints: {
      interval: args.checkpoints?.interval ?? "1 min",
      timeout: args.checkpoints?.timeout ?? "10 min",
      retained: args.checkpoints?.retained ?? 1,
    },
    flinkConfiguration: args.flinkConfiguration ?? {},
    logLevel: args.logLevel ?? LogLevel.Info,
    labels: args.labels ?? {},
  };
}

function processSpec(kind: ProcessKind, args: PlainArgs, replicas: number): ProcessSpec {
  const given = args[ARGUMENTS_OF[kind].group];
  return {
    replicas: given?.replicas ?? replicas,
    memory: given?.memory ?? PROCESS_DEFAULTS[kind].memory,
    cpu: given?.cpu ?? PROCESS_DEFAULTS[kind].cpu,
    cpuLimit: given?.cpuLimit,
    nodeSelector: given?.nodeSelector ?? {},
  };
}
