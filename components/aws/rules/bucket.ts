import { BucketEncryptionType } from "../../arguments/bucket";
import { KEY_ARN } from "../../validation/arns";
import { eachMustMatch, mustBeWhole, mustMatch } from "../../validation/forms";
import type { Finding, Problem } from "../../validation/problem";
import { OWN_RULES } from "../lifecycle";
import { prefixesOverlap, SHORTEST_UPLOAD_AGE } from "../spec";
import { type StateStorageRule, type StateStorageSubject, storageRule, storageRuleOfKinds } from "./subject";

/** Arguments that shape a new bucket. */
const OF_A_NEW_BUCKET = [
  "encryption",
  "versioning",
  "abortIncompleteUploadsAfterDays",
  "noncurrentVersionsExpireAfterDays",
  "lifecycleRules",
  "onlyClusterMayWrite",
  "accessLogging",
  "forceDestroy",
] as const;

/** Encryption, versions, lifecycle and logs of the bucket. */
export const BUCKET_RULES: StateStorageRule[] = [
  ...OF_A_NEW_BUCKET.map((key) =>
    storageRule(
      "state-storage.existing-bucket-unchanged",
      "An argument that shapes a new bucket, together with an existing bucket, which stays as it is.",
      ["existingBucket", key],
      ({ args }) => args.existingBucket !== undefined && args[key] !== undefined && unchanged(key, args[key]),
    ),
  ),
  storageRuleOfKinds(
    {
      "state-storage.kms-key-arn": "A KMS key by something else than its own ARN, such as an alias.",
      "state-storage.kms-key-unused": "A KMS key with encryption that uses none.",
    },
    ["encryption", "existingBucket"],
    keyProblems,
  ),
  storageRule(
    "state-storage.abort-days",
    `An age of incomplete uploads that is not whole or below ${SHORTEST_UPLOAD_AGE} days.`,
    ["abortIncompleteUploadsAfterDays"],
    ({ args }) =>
      mustBeWhole("abortIncompleteUploadsAfterDays", args.abortIncompleteUploadsAfterDays, SHORTEST_UPLOAD_AGE),
  ),
  storageRule(
    "state-storage.noncurrent-days",
    "An age of noncurrent versions that is not whole or below 1 day.",
    ["noncurrentVersionsExpireAfterDays"],
    ({ args }) => mustBeWhole("noncurrentVersionsExpireAfterDays", args.noncurrentVersionsExpireAfterDays, 1),
  ),
  storageRule(
    "state-storage.noncurrent-without-versioning",
    "An age of noncurrent versions without versioning: there are none.",
    ["noncurrentVersionsExpireAfterDays", "versioning", "existingBucket"],
    ({ args }) =>
      args.noncurrentVersionsExpireAfterDays !== undefined &&
      args.versioning === undefined &&
      args.existingBucket === undefined && {
        path: "noncurrentVersionsExpireAfterDays",
        value: args.noncurrentVersionsExpireAfterDays,
        allowed: "only with versioning: without it there are no noncurrent versions",
        fix: "Set versioning to Enabled, or remove noncurrentVersionsExpireAfterDays.",
      },
  ),
  storageRuleOfKinds(
    {
      "state-storage.lifecycle-id": "An id of a lifecycle rule that S3 does not take, or that another rule has.",
      "state-storage.lifecycle-days": "An age of objects in a lifecycle rule that is not whole or below 1 day.",
    },
    ["lifecycleRules"],
    lifecycleRuleProblems,
  ),
  storageRule(
    "state-storage.lifecycle-touches-state",
    "A lifecycle rule that would remove state which a job still needs.",
    ["lifecycleRules", "folder", "cluster.clusterId"],
    stateExpiry,
  ),
  storageRule(
    "state-storage.log-bucket",
    "A bucket that gets its own access logs.",
    ["accessLogging", "bucketName"],
    ({ args: { accessLogging, bucketName } }) =>
      accessLogging?.bucket !== undefined &&
      accessLogging.bucket === bucketName && {
        path: "accessLogging.bucket",
        value: bucketName,
        allowed: "another bucket: logs of writing logs would never end",
        fix: "Name a bucket for logs, with a policy that lets logging.s3.amazonaws.com write.",
      },
  ),
];

function unchanged(key: (typeof OF_A_NEW_BUCKET)[number], value: unknown): Finding {
  return {
    path: key,
    value,
    allowed: "nothing with existingBucket: that bucket stays as its owner has made it",
    fix:
      key === "encryption"
        ? "Remove it. If a KMS key encrypts the bucket, name the key in existingBucket.kmsKeyArn."
        : "Remove it and set the bucket up where it is made, or create a bucket with bucketName.",
  };
}

function keyProblems({ args: { encryption, existingBucket } }: StateStorageSubject): Problem[] {
  const wrong = Object.entries({ existingBucket, encryption }).flatMap(([path, keys]) => [
    mustMatch(KEY_ARN, `${path}.kmsKeyArn`, keys?.kmsKeyArn) ?? [],
    eachMustMatch(KEY_ARN, `${path}.formerKmsKeyArns`, keys?.formerKmsKeyArns),
  ]);
  const unused = encryption?.type === BucketEncryptionType.SseS3 && encryption.kmsKeyArn !== undefined;
  return [
    ...wrong.flat().map((finding) => ({ rule: "state-storage.kms-key-arn", ...finding })),
    ...(unused
      ? [
          {
            rule: "state-storage.kms-key-unused",
            path: "encryption.kmsKeyArn",
            value: encryption.kmsKeyArn,
            allowed: `a key only with encryption.type ${BucketEncryptionType.SseKms}`,
            fix: `Set encryption.type to ${BucketEncryptionType.SseKms}, or remove the key.`,
          },
        ]
      : []),
  ];
}

function lifecycleRuleProblems({ spec }: StateStorageSubject): Problem[] {
  const taken = new Set(Object.values(OWN_RULES));
  return spec.lifecycleRules.flatMap(({ id, expireAfterDays }, index) => {
    const path = `lifecycleRules[${index}]`;
    const free = id.length > 0 && id.length <= 255 && !taken.has(id);
    taken.add(id);
    const days = mustBeWhole(`${path}.expireAfterDays`, expireAfterDays, 1);
    return [
      ...(free
        ? []
        : [
            {
              rule: "state-storage.lifecycle-id",
              path: `${path}.id`,
              value: id,
              allowed: `1 to 255 characters, each id once, other than ${Object.values(OWN_RULES).join(" and ")}`,
              fix: "Give the rule another id.",
            },
          ]),
      ...(days ? [{ rule: "state-storage.lifecycle-days", ...days }] : []),
    ];
  });
}

function stateExpiry({ spec }: StateStorageSubject): (Finding | false)[] {
  return spec.lifecycleRules.map(
    ({ prefix }, index) =>
      prefixesOverlap(prefix, `${spec.stateKey}/`) && {
        path: `lifecycleRules[${index}].prefix`,
        value: prefix,
        allowed:
          `prefixes that hold nothing of ${spec.stateKey}/: a running job still needs files of any age, of ` +
          "incremental checkpoints and of its HA metadata",
        fix:
          "Give a prefix beside the state, or remove the rule. Flink deletes checkpoints by itself; delete " +
          "savepoints with `flink savepoint --dispose`.",
      },
  );
}
