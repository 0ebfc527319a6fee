import type * as pulumi from "@pulumi/pulumi";

/** How JobManagers agree on a leader and where they keep what a new leader needs. */
export enum HighAvailabilityType {
  /** Flink's Kubernetes HA services: the leader lock and the pointers to the state are ConfigMaps. */
  Kubernetes = "kubernetes",
  /** No high availability: one JobManager, and if it restarts the job begins again without state. */
  None = "none",
}

/** High availability of the JobManagers. */
export interface HighAvailabilityArgs {
  /** Kind of HA services. Flink key: `high-availability.type`. Defaults to `Kubernetes`. */
  type?: HighAvailabilityType;
  /**
   * How long a dead leader keeps the lock, a Flink duration (`15 s`). Must be longer than `renewDeadline`.
   * Flink key: `high-availability.kubernetes.leader-election.lease-duration`. Defaults to `15 s`.
   */
  leaseDuration?: pulumi.Input<string>;
  /**
   * How long a leader tries to renew the lock before it gives up, a Flink duration. Must be longer than 2.2 times
   * `retryPeriod`. Flink key: `high-availability.kubernetes.leader-election.renew-deadline`. Defaults to `10 s`.
   */
  renewDeadline?: pulumi.Input<string>;
  /**
   * Pause between two attempts to acquire or renew the lock, a Flink duration.
   * Flink key: `high-availability.kubernetes.leader-election.retry-period`. Defaults to `2 s`.
   */
  retryPeriod?: pulumi.Input<string>;
}
