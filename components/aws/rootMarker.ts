import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { StateStorageInputs } from "./inputs";
import { stateKey } from "./spec";

/**
 * The cluster's folder as an object of its own. Before S3A makes a folder, it looks upwards for one that is there: it
 * finds this one, and does not ask above, where the roles may not. It holds no data, so it is retained but not protected.
 */
export function createRootMarker(
  { name, args, child, kept }: StateStorageInputs,
  bucket: pulumi.Output<string>,
  encrypted: pulumi.Resource,
): s3.BucketObjectv2 {
  // From the arguments alone, see stateStorageInputs.
  const key = pulumi.all([args.folder, args.cluster]).apply(([folder, cluster]) => `${stateKey({ folder, cluster })}/`);
  return new s3.BucketObjectv2(
    `${name}-state`,
    // An object has ten tags at most, and the right to tag is another one: none of the provider's own.
    {
      bucket,
      key,
      contentType: "application/x-directory",
      region: args.region,
      overrideProvider: { defaultTags: { tags: {} } },
    },
    { ...child, retainOnDelete: kept.retainOnDelete, dependsOn: [encrypted] },
  );
}
