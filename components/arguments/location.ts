import type * as pulumi from "@pulumi/pulumi";
import type { S3Plugin, StorageIdentityType } from "./storage";

/** What a FlinkCluster takes as `storage`. Known only once bucket and roles can be used. */
export interface S3StateLocation {
  /** Bucket and folder. */
  uri: pulumi.Output<string>;
  /** The file system plugin. */
  plugin: pulumi.Output<S3Plugin>;
  /** Region of the bucket. */
  region: pulumi.Output<string>;
  /** Whether the bucket is in the path: true if its name has dots. */
  pathStyleAccess: pulumi.Output<boolean>;
  /** How the pods get credentials for the bucket. */
  identity: S3StateIdentity;
  /** Options of the plugin. */
  options: pulumi.Output<{ [key: string]: string }>;
  /** The cluster that the place is for, with its service accounts. */
  cluster: pulumi.Output<S3StateOwner>;
}

/** The cluster that the roles of a storage are for. */
export interface S3StateOwner {
  /** Its id. */
  clusterId: string;
  /** Its Kubernetes namespace. */
  namespace: string;
  /** Service account of its JobManagers. */
  jobManagerServiceAccount: string;
  /** Service account of its TaskManagers. */
  taskManagerServiceAccount: string;
}

/** How the pods get credentials for the bucket. */
export interface S3StateIdentity {
  /** Where the credentials come from. */
  type: pulumi.Output<StorageIdentityType>;
  /** ARN of the JobManagers' role, with Irsa only: the pods name it themselves. */
  jobManagerRoleArn?: pulumi.Output<string>;
  /** ARN of the TaskManagers' role, with Irsa only: the pods name it themselves. */
  taskManagerRoleArn?: pulumi.Output<string>;
}
