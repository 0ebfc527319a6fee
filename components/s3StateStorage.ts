import * as pulumi from "@pulumi/pulumi";
import type { S3StateLocation } from "./arguments/location";
import type { S3StateStorageArgs } from "./arguments/s3StateStorage";
import { adoptBucket, createBucket } from "./aws/bucket";
import { stateStorageInputs } from "./aws/inputs";
import { stateLocation } from "./aws/location";
import { ready } from "./aws/ready";
import { grantState, podRoles } from "./aws/roles";
import { refuseKnownInvalidStateStorage } from "./aws/rules/refuse";
import { claimKnownStateKey } from "./aws/stateKeys";
import { statePolicies } from "./aws/statePolicies";
import { stateRoot } from "./model/stateFolders";

/**
 * One Flink cluster's place in an S3 bucket on AWS: the bucket, created or existing, with all that guards it, and the
 * IAM roles of the cluster's JobManagers and TaskManagers, who alone can use the place. Give its output `storage` to
 * the FlinkCluster. What holds state is protected and outlives the stack unless `forceDestroy` is set:
 * `pulumi destroy --exclude-protected` destroys the rest. Its name has at most 44 letters, digits and hyphens.
 */
export class S3StateStorage extends pulumi.ComponentResource {
  /** What the FlinkCluster takes as its argument `storage`. */
  public readonly storage: S3StateLocation;
  /** Name of the bucket. */
  public readonly bucket: pulumi.Output<string>;
  /** ARN of the bucket. */
  public readonly bucketArn: pulumi.Output<string>;
  /** Folder in the storage that holds everything the cluster keeps, `s3://bucket/folder/clusterId`. */
  public readonly stateRoot: pulumi.Output<string>;
  /** ARN of the KMS key that encrypts the bucket; empty with SSE-S3. */
  public readonly kmsKeyArn: pulumi.Output<string>;
  /** ARN of the JobManagers' role. */
  public readonly jobManagerRoleArn: pulumi.Output<string>;
  /** ARN of the TaskManagers' role. */
  public readonly taskManagerRoleArn: pulumi.Output<string>;
  /** IAM policy of the JobManagers' role in JSON; what an existing role must grant. */
  public readonly jobManagerPolicy: pulumi.Output<string>;
  /** IAM policy of the TaskManagers' role in JSON; what an existing role must grant. */
  public readonly taskManagerPolicy: pulumi.Output<string>;

  constructor(name: string, args: S3StateStorageArgs, opts?: pulumi.ComponentResourceOptions) {
    const owner = { name, owner: Symbol(name) };
    refuseKnownInvalidStateStorage(name, args);
    claimKnownStateKey(owner, args);
    super("flink:index:S3StateStorage", name, args, opts);

    const inputs = stateStorageInputs(this, owner, args);
    const roles = podRoles(inputs);
    const bucket =
      args.existingBucket === undefined ? createBucket(inputs, roles) : adoptBucket(inputs, args.existingBucket);
    const policies = statePolicies(inputs, bucket);
    const granted = grantState(inputs, roles, policies);

    this.storage = stateLocation(inputs, bucket, roles, granted);
    this.bucket = bucket.name;
    this.bucketArn = bucket.arn;
    this.stateRoot = pulumi
      .all([this.storage.uri, args.cluster])
      .apply(([uri, { clusterId }]) => stateRoot(uri, clusterId));
    this.kmsKeyArn = bucket.kmsKeyArn ?? pulumi.output("");
    this.jobManagerRoleArn = ready(roles.jobmanager.arn, granted);
    this.taskManagerRoleArn = ready(roles.taskmanager.arn, granted);
    this.jobManagerPolicy = policies.jobmanager;
    this.taskManagerPolicy = policies.taskmanager;
    this.registerOutputs({
      storage: this.storage,
      bucket: this.bucket,
      bucketArn: this.bucketArn,
      stateRoot: this.stateRoot,
      kmsKeyArn: this.kmsKeyArn,
      jobManagerRoleArn: this.jobManagerRoleArn,
      taskManagerRoleArn: this.taskManagerRoleArn,
      jobManagerPolicy: this.jobManagerPolicy,
      taskManagerPolicy: this.taskManagerPolicy,
    });
  }
}
