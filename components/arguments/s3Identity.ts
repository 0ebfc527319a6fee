import type * as pulumi from "@pulumi/pulumi";
import type { StorageIdentityType } from "./storage";

/** The IAM roles of a cluster's pods. */
export interface S3IdentityArgs {
  /** How the pods get their role: Irsa or PodIdentity. */
  type: StorageIdentityType;
  /**
   * ARN of the IAM OIDC provider of the Kubernetes cluster, `arn:aws:iam::<account>:oidc-provider/<issuer>`. Required
   * with Irsa unless both roles exist already; refused then, and with PodIdentity. Defaults to none.
   */
  oidcProviderArn?: pulumi.Input<string>;
  /**
   * Name of the EKS cluster, with the Pod Identity Agent on its nodes: at most 100 letters, digits, `-` and `_`.
   * Required with PodIdentity, refused with Irsa. Defaults to none.
   */
  eksCluster?: pulumi.Input<string>;
  /**
   * ARN of an existing role for the JobManagers. Its owner takes care of its trust policy and permissions; the output
   * `jobManagerPolicy` is what it must grant. Defaults to a role that the component creates.
   */
  jobManagerRoleArn?: pulumi.Input<string>;
  /** ARN of an existing role for the TaskManagers, like `jobManagerRoleArn`. Defaults to a role that the component creates. */
  taskManagerRoleArn?: pulumi.Input<string>;
  /** ARN of the policy that bounds the created roles. Refused if both roles exist. Defaults to none. */
  permissionsBoundaryArn?: pulumi.Input<string>;
  /** IAM path of the created roles, such as `/flink/`. Refused if both roles exist. Defaults to `/`. */
  rolePath?: pulumi.Input<string>;
  /**
   * ARNs of managed policies that both created roles get too, for sources and sinks of the job. Refused if both roles
   * exist. ARNs that are Outputs are told apart by their position: append new ones at the end. Defaults to none.
   */
  extraPolicyArns?: pulumi.Input<string>[];
}
