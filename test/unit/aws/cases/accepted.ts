import { keyArn, MINIMAL, POD_IDENTITY } from "../../../support/recordedStorage";
import { cluster, EXISTING_ROLES } from "./case";

const withoutBucket = { cluster: MINIMAL.cluster, identity: MINIMAL.identity };

/** Arguments at the edge of what the rules allow. */
export const ACCEPTED_STORAGE: Record<string, object> = {
  "the least there must be": MINIMAL,
  "no name of a bucket": withoutBucket,
  "the longest name of a bucket": { ...MINIMAL, bucketName: "b".repeat(63) },
  "an existing bucket with dots": {
    ...withoutBucket,
    existingBucket: { name: "state.shop.example", kmsKeyArn: keyArn("theirs") },
  },
  "no folder": { ...MINIMAL, folder: "" },
  "a folder in a folder": { ...MINIMAL, folder: "teams/shop_1/v1.0" },
  "a region of another partition": { ...MINIMAL, region: "us-gov-east-1" },
  "a rule beside the state": {
    ...MINIMAL,
    lifecycleRules: [{ id: "old", prefix: "flink/orders-old/", expireAfterDays: 1 }],
  },
  "versions of a bucket whose versioning is suspended": {
    ...MINIMAL,
    versioning: "Suspended",
    noncurrentVersionsExpireAfterDays: 1,
  },
  "the shortest age of an upload": { ...MINIMAL, abortIncompleteUploadsAfterDays: 7 },
  "former keys with SSE-S3": { ...MINIMAL, encryption: { type: "sse-s3", formerKmsKeyArns: [keyArn("old")] } },
  "existing roles with IRSA, which need no provider": { ...MINIMAL, identity: { type: "irsa", ...EXISTING_ROLES } },
  "existing roles with Pod Identity": { ...MINIMAL, identity: { ...POD_IDENTITY, ...EXISTING_ROLES } },
  "a role with a path": {
    ...MINIMAL,
    identity: { ...MINIMAL.identity, jobManagerRoleArn: "arn:aws-us-gov:iam::123456789012:role/team/flink" },
  },
  "one service account for both with IRSA": {
    ...MINIMAL,
    cluster: cluster({ jobManagerServiceAccount: "flink", taskManagerServiceAccount: "flink" }),
  },
  "tags in any language": { ...MINIMAL, tags: { "équipe/été": "magasin 1" } },
};
