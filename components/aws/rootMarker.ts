import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { StorageScope } from "./scope";

/**
 * The cluster's folder as an object of its own. Before S3A makes a folder, it looks upwards for one that is there: it
 * finds this one, and does not ask above, where the roles may not. It holds nothing: it is kept, but not protected.
 */
export function createRootMarker({ name, args, spec, child, kept }: StorageScope, bucket: pulumi.Output<string>, encrypted: pulumi.Resource): s3.BucketObjectv2 {
  const key = spec.apply(({ root }) => `${root}/`);
  return new s3.BucketObjectv2(
    `${name}-state`,
    { bucket, key, contentType: "application/x-directory", region: args.region },
    { ...child, retainOnDelete: kept.retainOnDelete, dependsOn: [encrypted] },
  );
}
