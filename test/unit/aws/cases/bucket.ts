import { keyArn } from "../../../support/recordedStorage";
import type { RefusedStorage } from "./case";

const foreign = { bucketName: undefined, existingBucket: { name: "theirs" } };

const KEY = {
  rule: "state-storage.kms-key-arn",
  allowed: "arn:aws:kms:<region>:<account>:key/<id>",
  fix: "Give the ARN of the key itself: IAM policies do not follow an alias.",
};
const UNCHANGED = {
  rule: "state-storage.existing-bucket-unchanged",
  allowed: "nothing with existingBucket: that bucket stays as its owner has made it",
};
const SET_UP_THERE = "Remove it and set the bucket up where it is made, or create a bucket with bucketName.";

/** What the rules about encryption, versions, lifecycle and logs of the bucket refuse. */
export const BUCKET_CASES: RefusedStorage[] = [
  {
    args: { ...foreign, encryption: { type: "sse-s3" } },
    ...UNCHANGED,
    path: "encryption",
    value: { type: "sse-s3" },
    fix: "Remove it. If a KMS key encrypts the bucket, name the key in existingBucket.kmsKeyArn.",
  },
  ...Object.entries({
    versioning: "Enabled",
    abortIncompleteUploadsAfterDays: 7,
    noncurrentVersionsExpireAfterDays: 30,
    lifecycleRules: [],
    onlyClusterMayWrite: true,
    accessLogging: { bucket: "logs" },
    forceDestroy: true,
  }).map(([path, value]) => ({ args: { ...foreign, [path]: value }, ...UNCHANGED, path, value, fix: SET_UP_THERE })),
  {
    args: { encryption: { type: "sse-kms", kmsKeyArn: "alias/state" } },
    ...KEY,
    path: "encryption.kmsKeyArn",
    value: "alias/state",
  },
  {
    args: { bucketName: undefined, existingBucket: { name: "theirs", formerKmsKeyArns: ["alias/old"] } },
    ...KEY,
    path: "existingBucket.formerKmsKeyArns[0]",
    value: "alias/old",
  },
  {
    args: { encryption: { type: "sse-kms", formerKmsKeyArns: [keyArn("old"), "*"] } },
    ...KEY,
    path: "encryption.formerKmsKeyArns[1]",
    value: "*",
  },
  {
    args: { bucketName: undefined, existingBucket: { name: "theirs", kmsKeyArn: "*" } },
    ...KEY,
    path: "existingBucket.kmsKeyArn",
    value: "*",
  },
  {
    args: { encryption: { type: "sse-s3", kmsKeyArn: keyArn("given") } },
    rule: "state-storage.kms-key-unused",
    path: "encryption.kmsKeyArn",
    value: keyArn("given"),
    allowed: "a key only with encryption.type sse-kms",
    fix: "Set encryption.type to sse-kms, or remove the key.",
  },
  ...[6, 7.5, 0].map((value) => ({
    args: { abortIncompleteUploadsAfterDays: value },
    rule: "state-storage.abort-days",
    path: "abortIncompleteUploadsAfterDays",
    value,
    allowed: "a whole number from 7 up",
    fix: "Set abortIncompleteUploadsAfterDays to a whole number from 7 up, or leave it out.",
  })),
  {
    args: { versioning: "Enabled", noncurrentVersionsExpireAfterDays: 0 },
    rule: "state-storage.noncurrent-days",
    path: "noncurrentVersionsExpireAfterDays",
    value: 0,
    allowed: "a whole number from 1 up",
    fix: "Set noncurrentVersionsExpireAfterDays to a whole number from 1 up, or leave it out.",
  },
  {
    args: { noncurrentVersionsExpireAfterDays: 30 },
    rule: "state-storage.noncurrent-without-versioning",
    path: "noncurrentVersionsExpireAfterDays",
    value: 30,
    allowed: "only with versioning: without it there are no noncurrent versions",
    fix: "Set versioning to Enabled, or remove noncurrentVersionsExpireAfterDays.",
  },
  ...["", "abort-incomplete-uploads", "i".repeat(256)].map((id) => ({
    args: { lifecycleRules: [{ id, prefix: "exports/", expireAfterDays: 1 }] },
    rule: "state-storage.lifecycle-id",
    path: "lifecycleRules[0].id",
    value: id,
    allowed: "1 to 255 characters, each id once, other than abort-incomplete-uploads and expire-noncurrent-versions",
    fix: "Give the rule another id.",
  })),
  {
    args: {
      lifecycleRules: [
        { id: "a", prefix: "exports/", expireAfterDays: 1 },
        { id: "a", prefix: "logs/", expireAfterDays: 1 },
      ],
    },
    rule: "state-storage.lifecycle-id",
    path: "lifecycleRules[1].id",
    value: "a",
    allowed: "1 to 255 characters, each id once, other than abort-incomplete-uploads and expire-noncurrent-versions",
    fix: "Give the rule another id.",
  },
  {
    args: { lifecycleRules: [{ id: "exports", prefix: "exports/", expireAfterDays: 0 }] },
    rule: "state-storage.lifecycle-days",
    path: "lifecycleRules[0].expireAfterDays",
    value: 0,
    allowed: "a whole number from 1 up",
    fix: "Set lifecycleRules[0].expireAfterDays to a whole number from 1 up, or leave it out.",
  },
  // Everything, above the state, its beginning, the state, and a part of it.
  ...["", "flink/", "flink/ord", "flink/orders/", "flink/orders/savepoints/"].map((prefix) => ({
    args: { lifecycleRules: [{ id: "old", prefix, expireAfterDays: 30 }] },
    rule: "state-storage.lifecycle-touches-state",
    path: "lifecycleRules[0].prefix",
    value: prefix,
    allowed:
      "prefixes that hold nothing of flink/orders/: a running job still needs files of any age, of " +
      "incremental checkpoints and of its HA metadata",
    fix:
      "Give a prefix beside the state, or remove the rule. Flink deletes checkpoints by itself; delete " +
      "savepoints with `flink savepoint --dispose`.",
  })),
  {
    args: { accessLogging: { bucket: "state" } },
    rule: "state-storage.log-bucket",
    path: "accessLogging.bucket",
    value: "state",
    allowed: "another bucket: logs of writing logs would never end",
    fix: "Name a bucket for logs, with a policy that lets logging.s3.amazonaws.com write.",
  },
];
