import type * as pulumi from "@pulumi/pulumi";

/** Checkpoints of the job. */
export interface CheckpointsArgs {
  /**
   * Time between two checkpoints, a Flink duration of 10 ms or longer. Flink key: `execution.checkpointing.interval`.
   * Defaults to `1 min`.
   */
  interval?: pulumi.Input<string>;
  /**
   * Time after which Flink gives up a checkpoint, a Flink duration of 10 ms or longer. Flink key:
   * `execution.checkpointing.timeout`. Defaults to `10 min`.
   */
  timeout?: pulumi.Input<string>;
  /**
   * Number of completed checkpoints to keep, from 1. Flink key: `execution.checkpointing.num-retained`. Defaults to `1`.
   */
  retained?: pulumi.Input<number>;
}
