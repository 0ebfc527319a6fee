import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { getBucketOutput } from "@pulumi/aws/s3/getBucket";
import * as pulumi from "@pulumi/pulumi";
import type { S3StateStorageArgs } from "../arguments/s3StateStorage";
import { secretPaths } from "../validation/known";
import { refuseInvalidStateStorage } from "./rules/refuse";
import { type StateStorageSpec, stateStorageSpec } from "./spec";
import type { Owner } from "./stateKeys";

/** What every resource of a storage is made from. */
export interface StateStorageInputs {
  readonly owner: Owner;
  /** Name of the component, prefix of its children's names. */
  readonly name: string;
  readonly args: S3StateStorageArgs;
  /** The arguments with every default taken, once all are known and found right. */
  readonly spec: pulumi.Output<StateStorageSpec>;
  readonly region: pulumi.Output<string>;
  readonly partition: pulumi.Output<string>;
  readonly dnsSuffix: pulumi.Output<string>;
  /** Options of a child that may go with the stack. */
  readonly child: pulumi.CustomResourceOptions;
  /** Options of a child that holds or guards state. */
  readonly kept: pulumi.CustomResourceOptions;
}

/**
 * Prepares the arguments. What names a resource is taken from the arguments one by one: an unknown next to it would
 * make the name unknown, which looks like a replacement.
 */
export function stateStorageInputs(
  parent: pulumi.ComponentResource,
  owner: Owner,
  args: S3StateStorageArgs,
): StateStorageInputs {
  const { partition, dnsSuffix } = getPartitionOutput({}, { parent });
  const keep = args.forceDestroy !== true;
  return {
    owner,
    name: owner.name,
    args,
    spec: pulumi
      .all([pulumi.output(args), secretPaths(args)])
      .apply(([plain, secrets]) => stateStorageSpec(refuseInvalidStateStorage(owner.name, plain as never, secrets))),
    region: regionOf(parent, args),
    partition,
    dnsSuffix,
    child: { parent },
    kept: { parent, protect: keep, retainOnDelete: keep },
  };
}

function regionOf(
  parent: pulumi.ComponentResource,
  { region, existingBucket }: S3StateStorageArgs,
): pulumi.Output<string> {
  if (region !== undefined) return pulumi.output(region);
  // Fails where there is no such bucket.
  if (existingBucket !== undefined) return getBucketOutput({ bucket: existingBucket.name }, { parent }).bucketRegion;
  return getRegionOutput({}, { parent }).region;
}
