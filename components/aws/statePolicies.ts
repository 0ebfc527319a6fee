import * as pulumi from "@pulumi/pulumi";
import { statePolicy } from "../iam/grants";
import { forEachKind, type ProcessKind } from "../model/processes";
import type { StateBucket } from "./bucket";
import type { StateStorageInputs } from "./inputs";
import { claimStateKey } from "./stateKeys";

/**
 * The IAM policies of both roles: before the bucket is encrypted with another key, so that pods may use that key. Once it is known that no
 * other storage of the program has the cluster's place.
 */
export function statePolicies(
  inputs: StateStorageInputs,
  bucket: StateBucket,
): Record<ProcessKind, pulumi.Output<string>> {
  const access = pulumi
    .all([inputs.spec, bucket.bucket, bucket.arn, inputs.region, inputs.dnsSuffix, bucket.kmsKeyArn])
    .apply(([spec, name, bucketArn, region, dnsSuffix, kmsKeyArn]) => {
      claimStateKey(inputs.owner, name, spec.stateKey);
      return { spec, bucketArn, region, dnsSuffix, kmsKeyArn, formerKmsKeyArns: spec.formerKmsKeyArns };
    });
  return forEachKind((kind) => access.apply((granted) => statePolicy(kind, granted)));
}
