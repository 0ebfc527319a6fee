import type { Problem } from "../../../../components/validation/problem";
import { cluster, type RefusedStorage } from "./case";

const NEW_BUCKET =
  "3 to 63 lower case letters, digits and hyphens, starting and ending with a letter or digit, without " +
  "the beginnings and endings that AWS keeps for itself";
const FOLDER = "parts of letters, digits, '.', '_' and '-', separated by '/', each starting with a letter or digit";

/** What the rules about cluster, bucket, region and folders refuse. */
export const PLACE_CASES: RefusedStorage[] = [
  {
    args: { cluster: cluster({ clusterId: "Orders" }) },
    rule: "state-storage.cluster-id",
    path: "cluster.clusterId",
    value: "Orders",
    allowed:
      "at most 38 lower case letters, digits and hyphens, starting with a letter and ending with a letter or digit",
    fix: 'Name it differently, for example "orders".',
  },
  {
    args: { cluster: cluster({ namespace: "Shop" }) },
    rule: "state-storage.namespace",
    path: "cluster.namespace",
    value: "Shop",
    allowed: "at most 63 lower case letters, digits and hyphens, starting and ending with a letter or digit",
    fix: 'Name it differently, for example "shop".',
  },
  ...["jobManagerServiceAccount", "taskManagerServiceAccount"].map((key) => ({
    args: { cluster: cluster({ [key]: "*" }) },
    rule: "state-storage.service-account",
    path: `cluster.${key}`,
    value: "*",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "my-name".',
  })),
  ...["orders_eu", "o".repeat(45)].map((name) => ({
    name,
    args: {},
    rule: "state-storage.name",
    path: "name",
    value: name,
    allowed:
      "at most 44 letters, digits and hyphens, starting with a letter or digit: bucket and roles are named after the component",
    fix: "Give the component a shorter or plainer name.",
  })),
  {
    args: { existingBucket: { name: "theirs" } },
    rule: "state-storage.two-buckets",
    path: "bucketName",
    value: "state",
    allowed: "bucketName or existingBucket, not both",
    fix: "Remove bucketName to use the existing bucket, or existingBucket to create one.",
  },
  {
    args: { bucketName: "state.shop.example" },
    rule: "state-storage.bucket-name",
    path: "bucketName",
    value: "state.shop.example",
    allowed: NEW_BUCKET,
    fix: "Replace the dots by hyphens: with dots the TLS certificate of S3 does not fit the host name.",
  },
  ...["State", "-state", "ab", "b".repeat(64), "state-", "xn--state", "state-s3alias", "state--x-s3"].map(
    (bucketName) => ({
      args: { bucketName },
      rule: "state-storage.bucket-name",
      path: "bucketName",
      value: bucketName,
      allowed: NEW_BUCKET,
      fix: "Name it differently, or leave bucketName out.",
    }),
  ),
  ...["s3://theirs", "arn:aws:s3:::theirs", "theirs/folder", "their*"].map((name) => ({
    args: { bucketName: undefined, existingBucket: { name } },
    rule: "state-storage.existing-bucket-name",
    path: "existingBucket.name",
    value: name,
    allowed: "a bucket of 3 to 63 lower case letters, digits, '.' and '-'",
    fix: "Give the bucket's name alone, without scheme, ARN and folder.",
  })),
  {
    args: { region: "Frankfurt" },
    rule: "state-storage.region",
    path: "region",
    value: "Frankfurt",
    allowed: "the code of a region, such as eu-central-1",
    fix: "Give the region's code, or leave it out.",
  },
  ...["/flink", "flink/", "a//b", "a b", "flink/*", "${aws:username}", ".."].map((folder) => ({
    args: { folder },
    rule: "state-storage.folder",
    path: "folder",
    value: folder,
    allowed: FOLDER,
    fix: 'Name it without other characters and without a slash at either end, such as "flink".',
  })),
  {
    args: { jobFolders: ["sink", "*"] },
    rule: "state-storage.job-folder",
    path: "jobFolders[1]",
    value: "*",
    allowed: FOLDER,
    fix: 'Name it without other characters and without a slash at either end, such as "sink".',
  },
  ...["ha", "checkpoints/mine"].map((folder) => ({
    args: { jobFolders: [folder] },
    rule: "state-storage.job-folder-is-state",
    path: "jobFolders[0]",
    value: folder,
    allowed: "folders beside ha, checkpoints and savepoints, which are Flink's own",
    fix: "Let the job keep its files in a folder of its own, such as sink.",
  })),
  {
    args: { tags: { "aws:team": "shop" } },
    rule: "state-storage.tag",
    path: 'tags["aws:team"]',
    value: "shop",
    allowed:
      "keys of 1 to 128 and values of up to 256 letters, digits, spaces and _ . : / = + @ -; keys not starting with aws:",
    fix: "Shorten the tag or replace the other characters.",
  },
];

/** What a component is refused whose place `first` has already. */
export function sharedPlace(place: string): Problem {
  return {
    rule: "state-storage.shared-place",
    path: "folder",
    value: place,
    allowed:
      'a place that no other cluster has, but S3StateStorage "first" has one there: they would ' +
      "overwrite and delete each other's state",
    fix: "Give the clusters different ids, folders or buckets, none of which lies in another.",
  };
}
