import type * as pulumi from "@pulumi/pulumi";

/** A Flink job whose jar is in the image. */
export interface FlinkJobArgs {
  /** Fully qualified name of the class with the `main` method. Flink option: `--job-classname`. */
  entryClass: pulumi.Input<string>;
  /** Arguments of the `main` method, each a string. Defaults to none. */
  arguments?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Default parallelism of the job, a whole number from 1; more than there are slots is refused. Set it so that more
   * TaskManagers do not change the job. Flink key: `parallelism.default`.
   * Defaults to all slots, `taskManager.replicas` x `taskManager.slots`.
   */
  parallelism?: pulumi.Input<number>;
  /**
   * URI of a savepoint or retained checkpoint from which the job starts when it has no HA metadata yet.
   * Flink option: `--fromSavepoint`. Defaults to none.
   */
  initialSavepoint?: pulumi.Input<string>;
  /**
   * Whether state in the savepoint that the job no longer has may be dropped. Refused without `initialSavepoint`.
   * Flink option: `--allowNonRestoredState`. Defaults to `false`.
   */
  allowNonRestoredState?: pulumi.Input<boolean>;
}
