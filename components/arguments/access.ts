import type * as pulumi from "@pulumi/pulumi";

/** Service accounts and access rights of the pods. */
export interface AccessArgs {
  /** Name of an existing service account for the JobManagers. Defaults to one that the component creates. */
  jobManagerServiceAccount?: pulumi.Input<string>;
  /** Name of an existing service account for the TaskManagers. Defaults to one that the component creates. */
  taskManagerServiceAccount?: pulumi.Input<string>;
  /**
   * Annotations of the service accounts that the component creates. An IAM role is none, see `storage.identity`.
   * Refused where both exist. Defaults to none.
   */
  serviceAccountAnnotations?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /**
   * Whether the component creates Role and RoleBinding. Where false, someone else must grant the rules
   * of components/kubernetes/roles.ts. Defaults to true with HA; without HA Flink needs no access.
   */
  createRoles?: boolean;
}
