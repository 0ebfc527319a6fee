import { type Form, mustMatch } from "../../validation/forms";
import { BUCKET, CLUSTER_ID, NAMESPACE, OBJECT_NAME } from "../../validation/names";
import type { Finding, Problem } from "../../validation/problem";
import { rule } from "../../validation/rule";
import { DEFAULT_FOLDER } from "../spec";
import { type StateStorageRule, type StateStorageSubject, storageRule, storageRuleOfKinds } from "./subject";

const COMPONENT_NAME: Form = {
  // Room for `-taskmanager` and the random suffix in the 64 characters of an IAM role.
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,43}$/,
  allowed:
    "at most 44 letters, digits and hyphens, starting with a letter or digit: bucket and roles are named after the component",
  fix: "Give the component a shorter or plainer name.",
};

const NEW_BUCKET: Form = {
  // Only what is also a host name of its own, under the TLS certificate of S3.
  pattern: /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9](?<!-s3alias|--ol-s3|--x-s3|--table-s3)$/,
  allowed:
    "3 to 63 lower case letters, digits and hyphens, starting and ending with a letter or digit, without " +
    "the beginnings and endings that AWS keeps for itself",
  fix: (name) =>
    name.includes(".")
      ? "Replace the dots by hyphens: with dots the TLS certificate of S3 does not fit the host name."
      : "Name it differently, or leave bucketName out.",
};

const REGION: Form = {
  pattern: /^[a-z]{2,}(-[a-z]+)+-\d+$/,
  allowed: "the code of a region, such as eu-central-1",
  fix: "Give the region's code, or leave it out.",
};

const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u;

/** Whose state lies where: cluster, bucket, region and folders. */
export const PLACE_RULES: StateStorageRule[] = [
  storageRule(
    "state-storage.cluster-id",
    "A cluster id that a FlinkCluster would refuse.",
    ["cluster.clusterId"],
    ({ args }) => mustMatch(CLUSTER_ID, "cluster.clusterId", args.cluster.clusterId),
  ),
  storageRule(
    "state-storage.namespace",
    "A namespace whose name Kubernetes does not take.",
    ["cluster.namespace"],
    ({ args }) => mustMatch(NAMESPACE, "cluster.namespace", args.cluster.namespace),
  ),
  ...(["jobManagerServiceAccount", "taskManagerServiceAccount"] as const).map((key) =>
    storageRule(
      "state-storage.service-account",
      "A service account whose name Kubernetes does not take.",
      [`cluster.${key}`],
      ({ args }) => mustMatch(OBJECT_NAME, `cluster.${key}`, args.cluster[key]),
    ),
  ),
  storageRule(
    "state-storage.name",
    "A name of the component after which bucket and roles cannot be named.",
    [],
    ({ name }) => mustMatch(COMPONENT_NAME, "name", name),
  ),
  storageRuleOfKinds(
    {
      "state-storage.two-buckets": "A new and an existing bucket at once.",
      "state-storage.existing-bucket-name": "An existing bucket by something else than its name.",
      "state-storage.bucket-name": "A name of the new bucket that S3 does not take, or one with dots.",
    },
    ["bucketName", "existingBucket"],
    bucketProblems,
  ),
  storageRule("state-storage.region", "A region by something else than its code.", ["region"], ({ args }) =>
    mustMatch(REGION, "region", args.region),
  ),
  storageRule(
    "state-storage.folder",
    "A folder with characters that mean more in a policy, or with a slash at an end.",
    ["folder"],
    ({ spec }) => spec.folder !== "" && mustMatch(folder(DEFAULT_FOLDER), "folder", spec.folder),
  ),
  storageRuleOfKinds(
    {
      "state-storage.job-folder":
        "A folder of the job with characters that mean more in a policy, or with a slash at an end.",
      "state-storage.job-folder-is-state": "A folder of the job within Flink's own folders.",
    },
    ["jobFolders"],
    jobFolderProblems,
  ),
  storageRule("state-storage.tag", "A tag whose key or value AWS does not take.", ["tags"], ({ args }) =>
    Object.entries(args.tags ?? {}).map(([key, value]) => wrongTag(key, value)),
  ),
];

/** What only the program as a whole can tell, not the arguments of one component. */
export const SHARED_PLACE = rule<{ readonly place: string; readonly other: string | undefined }>(
  "state-storage.shared-place",
  "A place that another S3StateStorage of the program has, above or below it included.",
  ["bucketName", "existingBucket.name", "folder", "cluster.clusterId"],
  ({ place, other }) =>
    other !== undefined && {
      path: "folder",
      value: place,
      allowed:
        `a place that no other cluster has, but S3StateStorage "${other}" has one there: they would ` +
        "overwrite and delete each other's state",
      fix: "Give the clusters different ids, folders or buckets, none of which lies in another.",
    },
);

function bucketProblems({ args: { bucketName, existingBucket } }: StateStorageSubject): Problem[] {
  if (existingBucket !== undefined && bucketName !== undefined) {
    return [
      {
        rule: "state-storage.two-buckets",
        path: "bucketName",
        value: bucketName,
        allowed: "bucketName or existingBucket, not both",
        fix: "Remove bucketName to use the existing bucket, or existingBucket to create one.",
      },
    ];
  }
  const existing = mustMatch(BUCKET, "existingBucket.name", existingBucket?.name);
  if (existing) return [{ rule: "state-storage.existing-bucket-name", ...existing }];
  const created = mustMatch(NEW_BUCKET, "bucketName", bucketName);
  return created ? [{ rule: "state-storage.bucket-name", ...created }] : [];
}

/** `*`, `?` and `$` in a policy's resource would mean more than this folder. */
function folder(example: string): Form {
  return {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/,
    allowed: "parts of letters, digits, '.', '_' and '-', separated by '/', each starting with a letter or digit",
    fix: `Name it without other characters and without a slash at either end, such as "${example}".`,
  };
}

function jobFolderProblems({ spec }: StateStorageSubject): Problem[] {
  return spec.jobFolders.flatMap((value, index) => {
    const path = `jobFolders[${index}]`;
    const wrong = mustMatch(folder("sink"), path, value);
    if (wrong) return { rule: "state-storage.job-folder", ...wrong };
    if (!/^(ha|checkpoints|savepoints)(\/|$)/.test(value)) return [];
    return {
      rule: "state-storage.job-folder-is-state",
      path,
      value,
      allowed: "folders beside ha, checkpoints and savepoints, which are Flink's own",
      fix: "Let the job keep its files in a folder of its own, such as sink.",
    };
  });
}

function wrongTag(key: string, value: string): Finding | false {
  return (
    !(TAG_KEY.test(key) && TAG_VALUE.test(value)) && {
      path: `tags[${JSON.stringify(key)}]`,
      value,
      allowed:
        "keys of 1 to 128 and values of up to 256 letters, digits, spaces and _ . : / = + @ -; keys not starting with aws:",
      fix: "Shorten the tag or replace the other characters.",
    }
  );
}
