import type * as pulumi from "@pulumi/pulumi";

/** What JobManagers and TaskManagers have in common. */
export interface ProcessArgs {
  /**
   * Number of pods, from 1. More than one JobManager needs high availability.
   * Defaults to 2 JobManagers with high availability, 1 without, and 1 TaskManager.
   */
  replicas?: pulumi.Input<number>;
  /**
   * Total memory of the process, which is also the memory request and limit of its container, in Flink's notation
   * (`1600m`, `2g`; whole numbers, binary units). Flink keys: `jobmanager.memory.process.size`,
   * `taskmanager.memory.process.size`. Defaults to `1600m` for JobManagers and `1728m` for TaskManagers.
   */
  memory?: pulumi.Input<string>;
  /** CPU request in Kubernetes' notation (`500m`, `2`). Defaults to `500m` for JobManagers and `1` for TaskManagers. */
  cpu?: pulumi.Input<string>;
  /** CPU limit in Kubernetes' notation; less than `cpu` is refused. Defaults to none, so that starts may use idle CPU. */
  cpuLimit?: pulumi.Input<string>;
  /** Labels that a node must have to run the pods. Defaults to none. */
  nodeSelector?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/** The JobManagers of a cluster. */
export interface JobManagerArgs extends ProcessArgs {}

/** The TaskManagers of a cluster. */
export interface TaskManagerArgs extends ProcessArgs {
  /** Number of task slots of each TaskManager, from 1. Flink key: `taskmanager.numberOfTaskSlots`. Defaults to `1`. */
  slots?: pulumi.Input<number>;
}
