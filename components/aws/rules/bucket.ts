import { OWN_RULES } from "../lifecycle";
import { prefixesOverlap, SHORTEST_UPLOAD_AGE } from "../spec";
import { BucketEncryptionType } from "../../arguments/bucket";
import type { Problem } from "../../validation/problem";
import { wholeNumberProblems } from "../../rules/wholeNumber";
import { arnProblems } from "../../validation/arns";
import type { StateStorageRule, StateStorageSubject } from "./subject";

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
  ...OF_A_NEW_BUCKET.map(
    (key) =>
      ({ reads: ["existingBucket", key], check: ({ args }) => foreignProblems(key, args) }) satisfies StateStorageRule,
  ),
  { reads: ["encryption", "existingBucket"], check: keyProblems },
  {
    reads: ["abortIncompleteUploadsAfterDays"],
    check: ({ args }) =>
      wholeNumberProblems(
        "state-storage.abort-days",
        "abortIncompleteUploadsAfterDays",
        args.abortIncompleteUploadsAfterDays,
        SHORTEST_UPLOAD_AGE,
      ),
  },
  {
    reads: ["noncurrentVersionsExpireAfterDays"],
    check: ({ args }) =>
      wholeNumberProblems(
        "state-storage.noncurrent-days",
        "noncurrentVersionsExpireAfterDays",
        args.noncurrentVersionsExpireAfterDays,
        1,
      ),
  },
  { reads: ["noncurrentVersionsExpireAfterDays", "versioning"], check: versionProblems },
  { reads: ["lifecycleRules"], check: lifecycleRuleProblems },
  { reads: ["lifecycleRules", "folder", "cluster.clusterId"], check: stateExpiryProblems },
  { reads: ["accessLogging", "bucketName"], check: loggingProblems },
];

function foreignProblems(key: (typeof OF_A_NEW_BUCKET)[number], args: StateStorageSubject["args"]): Problem[] {
  if (args.existingBucket === undefined || args[key] === undefined) return [];
  return [
    {
      rule: "state-storage.existing-bucket-unchanged",
      path: key,
      value: args[key],
      allowed: "nothing with existingBucket: that bucket stays as its owner has made it",
      fix:
        key === "encryption"
          ? "Remove it. If a KMS key encrypts the bucket, name the key in existingBucket.kmsKeyArn."
          : "Remove it and set the bucket up where it is made, or create a bucket with bucketName.",
    },
  ];
}

function keyProblems({ args: { encryption, existingBucket } }: StateStorageSubject): Problem[] {
  return [
    ...Object.entries({ existingBucket, encryption }).flatMap(([path, keys]) => [
      ...arnProblems("key", `${path}.kmsKeyArn`, keys?.kmsKeyArn),
      ...(keys?.formerKmsKeyArns ?? []).flatMap((arn, index) =>
        arnProblems("key", `${path}.formerKmsKeyArns[${index}]`, arn),
      ),
    ]),
    ...(encryption?.type === BucketEncryptionType.SseS3 && encryption.kmsKeyArn !== undefined
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

function versionProblems({ args }: StateStorageSubject): Problem[] {
  if (
    args.noncurrentVersionsExpireAfterDays === undefined ||
    args.versioning !== undefined ||
    args.existingBucket !== undefined
  )
    return [];
  return [
    {
      rule: "state-storage.noncurrent-without-versioning",
      path: "noncurrentVersionsExpireAfterDays",
      value: args.noncurrentVersionsExpireAfterDays,
      allowed: "only with versioning: without it there are no noncurrent versions",
      fix: "Set versioning to Enabled, or remove noncurrentVersionsExpireAfterDays.",
    },
  ];
}

function lifecycleRuleProblems({ spec }: StateStorageSubject): Problem[] {
  const taken = new Set(Object.values(OWN_RULES));
  return spec.lifecycleRules.flatMap(({ id, expireAfterDays }, index) => {
    const free = id.length > 0 && id.length <= 255 && !taken.has(id);
    taken.add(id);
    return [
      ...(free
        ? []
        : [
            {
              rule: "state-storage.lifecycle-id",
              path: `lifecycleRules[${index}].id`,
              value: id,
              allowed: `1 to 255 characters, each id once, other than ${Object.values(OWN_RULES).join(" and ")}`,
              fix: "Give the rule another id.",
            },
          ]),
      ...wholeNumberProblems(
        "state-storage.lifecycle-days",
        `lifecycleRules[${index}].expireAfterDays`,
        expireAfterDays,
        1,
      ),
    ];
  });
}

function stateExpiryProblems({ spec }: StateStorageSubject): Problem[] {
  return spec.lifecycleRules.flatMap(({ prefix }, index) => {
    if (!prefixesOverlap(prefix, `${spec.stateKey}/`)) return [];
    return [
      {
        rule: "state-storage.lifecycle-touches-state",
        path: `lifecycleRules[${index}].prefix`,
        value: prefix,
        allowed:
          `prefixes that hold nothing of ${spec.stateKey}/: a running job still needs files of any age, of ` +
          "incremental checkpoints and of its HA metadata",
        fix:
          "Give a prefix beside the state, or remove the rule. Flink deletes checkpoints by itself; delete " +
          "savepoints with `flink savepoint --dispose`.",
      },
    ];
  });
}

function loggingProblems({ args }: StateStorageSubject): Problem[] {
  const target = args.accessLogging?.bucket;
  if (target === undefined || target !== args.bucketName) return [];
  return [
    {
      rule: "state-storage.log-bucket",
      path: "accessLogging.bucket",
      value: target,
      allowed: "another bucket: logs of writing logs would never end",
      fix: "Name a bucket for logs, with a policy that lets logging.s3.amazonaws.com write.",
    },
  ];
}
