import { DEFAULT_FOLDER } from "../spec";
import { clusterIdProblems, namespaceProblems, objectNameProblems } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import type { StateStorageRule, StateStorageSubject } from "./subject";

/** Whose state lies where: cluster, bucket, region and folders. */
export const PLACE_RULES: StateStorageRule[] = [
  { reads: ["cluster.clusterId"], check: ({ args }) => clusterIdProblems(args.cluster.clusterId, "cluster.clusterId") },
  { reads: ["cluster.namespace"], check: ({ args }) => namespaceProblems(args.cluster.namespace, "cluster.namespace") },
  ...(["jobManagerServiceAccount", "taskManagerServiceAccount"] as const).map(
    (key) =>
      ({
        reads: [`cluster.${key}`],
        check: ({ args }) =>
          args.cluster[key] === undefined ? [] : objectNameProblems(args.cluster[key], `cluster.${key}`),
      }) satisfies StateStorageRule,
  ),
  { reads: [], check: nameProblems },
  { reads: ["bucketName", "existingBucket"], check: bucketProblems },
  { reads: ["region"], check: ({ args }) => regionProblems(args.region) },
  {
    reads: ["folder"],
    check: ({ spec }) =>
      spec.folder === "" ? [] : folderProblems("state-storage.folder", "folder", spec.folder, DEFAULT_FOLDER),
  },
  { reads: ["jobFolders"], check: jobFolderProblems },
  { reads: ["tags"], check: tagProblems },
];

/** Only what is also a host name of its own, under the TLS certificate of S3. */
const NEW_BUCKET =
  /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9](?<!-s3alias|--ol-s3|--x-s3|--table-s3)$/;
const ANY_BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Room for `-taskmanager` and the random suffix in the 64 characters of an IAM role. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,43}$/;

function nameProblems({ name }: StateStorageSubject): Problem[] {
  if (NAME.test(name)) return [];
  const allowed =
    "at most 44 letters, digits and hyphens, starting with a letter or digit: bucket and roles are named after the component";
  return [
    {
      rule: "state-storage.name",
      path: "name",
      value: name,
      allowed,
      fix: "Give the component a shorter or plainer name.",
    },
  ];
}

function bucketProblems({ args: { bucketName, existingBucket } }: StateStorageSubject): Problem[] {
  const problem = (rule: string, path: string, value: unknown, allowed: string, fix: string): Problem => ({
    rule,
    path,
    value,
    allowed,
    fix,
  });
  if (existingBucket !== undefined && bucketName !== undefined) {
    const fix = "Remove bucketName to use the existing bucket, or existingBucket to create one.";
    return [
      problem("state-storage.two-buckets", "bucketName", bucketName, "bucketName or existingBucket, not both", fix),
    ];
  }
  if (existingBucket !== undefined && !ANY_BUCKET.test(existingBucket.name)) {
    const allowed = "a bucket of 3 to 63 lower case letters, digits, '.' and '-'";
    return [
      problem(
        "state-storage.existing-bucket-name",
        "existingBucket.name",
        existingBucket.name,
        allowed,
        "Give the bucket's name alone, without scheme, ARN and folder.",
      ),
    ];
  }
  if (bucketName !== undefined && !NEW_BUCKET.test(bucketName)) {
    const allowed =
      "3 to 63 lower case letters, digits and hyphens, starting and ending with a letter or digit, without " +
      "the beginnings and endings that AWS keeps for itself";
    const fix = bucketName.includes(".")
      ? "Replace the dots by hyphens: with dots the TLS certificate of S3 does not fit the host name."
      : "Name it differently, or leave bucketName out.";
    return [problem("state-storage.bucket-name", "bucketName", bucketName, allowed, fix)];
  }
  return [];
}

function regionProblems(value: string | undefined): Problem[] {
  if (value === undefined || /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(value)) return [];
  return [
    {
      rule: "state-storage.region",
      path: "region",
      value,
      allowed: "the code of a region, such as eu-central-1",
      fix: "Give the region's code, or leave it out.",
    },
  ];
}

/** `*`, `?` and `$` in a policy's resource would mean more than this folder. */
const FOLDER = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

function folderProblems(rule: string, path: string, value: string, example: string): Problem[] {
  if (FOLDER.test(value)) return [];
  const allowed = "parts of letters, digits, '.', '_' and '-', separated by '/', each starting with a letter or digit";
  return [
    {
      rule,
      path,
      value,
      allowed,
      fix: `Name it without other characters and without a slash at either end, such as "${example}".`,
    },
  ];
}

function jobFolderProblems({ spec }: StateStorageSubject): Problem[] {
  return spec.jobFolders.flatMap((value, index) => {
    const path = `jobFolders[${index}]`;
    const shape = folderProblems("state-storage.job-folder", path, value, "sink");
    if (shape.length > 0 || !/^(ha|checkpoints|savepoints)(\/|$)/.test(value)) return shape;
    return [
      {
        rule: "state-storage.job-folder-is-state",
        path,
        value,
        allowed: "folders beside ha, checkpoints and savepoints, which are Flink's own",
        fix: "Let the job keep its files in a folder of its own, such as sink.",
      },
    ];
  });
}

function tagProblems({ args }: StateStorageSubject): Problem[] {
  return Object.entries(args.tags ?? {})
    .filter(
      ([key, value]) =>
        !/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu.test(key) || !/^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u.test(value),
    )
    .map(([key, value]) => ({
      rule: "state-storage.tag",
      path: `tags[${JSON.stringify(key)}]`,
      value,
      allowed:
        "keys of 1 to 128 and values of up to 256 letters, digits, spaces and _ . : / = + @ -; keys not starting with aws:",
      fix: "Shorten the tag or replace the other characters.",
    }));
}
