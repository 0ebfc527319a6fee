import type { types } from "@pulumi/aws";
import type { StateStorageSpec } from "./spec";

type Rule = types.input.s3.BucketLifecycleConfigurationRule;

/** Ids of the component's own rules. */
export const OWN_RULES = { uploads: "abort-incomplete-uploads", versions: "expire-noncurrent-versions" };

/**
 * What S3 may remove by itself. Nothing current of the state: files of an incremental checkpoint and the jars of a
 * running job may be of any age.
 */
export function lifecycleRules(spec: StateStorageSpec): Rule[] {
  const everything = { filter: { prefix: "" }, status: "Enabled" };
  return [
    {
      id: OWN_RULES.uploads,
      ...everything,
      abortIncompleteMultipartUpload: { daysAfterInitiation: spec.abortIncompleteUploadsAfterDays },
    },
    ...(spec.noncurrentVersionsExpireAfterDays === undefined
      ? []
      : [
          {
            id: OWN_RULES.versions,
            ...everything,
            noncurrentVersionExpiration: { noncurrentDays: spec.noncurrentVersionsExpireAfterDays },
            // A marker without versions says that there is nothing; thousands of them make every listing slow.
            expiration: { expiredObjectDeleteMarker: true },
          },
        ]),
    ...spec.lifecycleRules.map(({ id, prefix, expireAfterDays }) => ({
      id,
      filter: { prefix },
      status: "Enabled",
      expiration: { days: expireAfterDays },
    })),
  ];
}
