import type * as pulumi from "@pulumi/pulumi";

/** Service accounts and access rights of the pods. */
export interface AccessArgs {
  /**
   * Name of an existing service account for the JobManagers. Defaults to `<clusterId>-jobmanager`, which the component
   * creates.
   */
  jobManagerServiceAccount?: pulumi.Input<string>;
  /**
   * Name of an existing service account for the TaskManagers. Defaults to `<clusterId>-taskmanager`, which the component
   * creates.
   */
  taskManagerServiceAccount?: pulumi.Input<string>;
  /**
   * Annotations of the service accounts that the component creates; refused when both exist already. An IAM role is
   * not given here but in `storage.identity`. Defaults to none.
   */
  serviceAccountAnnotations?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /**
   * Whether the component creates the Roles and RoleBindings. If false, someone else must grant what they would grant.
   * Without high availability Flink needs no access. Defaults to `true` with high availability, else `false`.
   */
  createRoles?: boolean;
}
