import * as pulumi from "@pulumi/pulumi";
import type { Role } from "../model/labels";
import { refuseSharedPlace } from "./rules/refuse";
import type { StateBucket } from "./bucket";
import type { StorageScope } from "./inputs";
import { statePolicy } from "./grants";

/**
 * The IAM policies of both roles: before the bucket is encrypted with another key, so that pods may use that key. Once it is known that no
 * other storage of the program has the cluster's place.
 */
export function statePolicies(scope: StorageScope, bucket: StateBucket): Record<Role, pulumi.Output<string>> {
  const access = pulumi
    .all([scope.spec, bucket.bucket, bucket.arn, scope.region, scope.dnsSuffix, bucket.kmsKeyArn])
    .apply(([spec, name, bucketArn, region, dnsSuffix, kmsKeyArn]) => {
      refuseSharedPlace(scope.claimant, name, spec.root);
      return { spec, bucketArn, region, dnsSuffix, kmsKeyArn, formerKmsKeyArns: spec.formerKmsKeyArns };
    });
  return {
    jobmanager: access.apply((granted) => statePolicy("jobmanager", granted)),
    taskmanager: access.apply((granted) => statePolicy("taskmanager", granted)),
  };
}
