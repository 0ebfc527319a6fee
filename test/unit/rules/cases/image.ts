import { storage, type RefusedCase } from "./case";

/** What the rules about the image and the Flink in it refuse. */
export const IMAGE_CASES: RefusedCase[] = [
  {
    args: { imagePullSecrets: ["good", "Bad_Secret"] },
    rule: "image.pull-secret",
    path: "imagePullSecrets[1]",
    value: "Bad_Secret",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "bad-secret".',
  },
  ...[
    "registry.example/job",
    "Job:1",
    "-:1",
    "job-:1",
    " job:1",
    "job:1 ",
    "job:",
    "job:.1",
    `job:${"t".repeat(129)}`,
    "job@sha256:abc",
    `job@sha256:${"0".repeat(65)}`,
    `job@sha256:${"F".repeat(64)}`,
  ].map((image) => ({
    args: { image },
    rule: "image.reference",
    path: "image",
    value: image,
    allowed: "repository:tag or repository@sha256:<64 hexadecimal digits>",
    fix: "Name the tag or, so that every pod runs the same bytes, the digest.",
  })),
  ...["1.20.1", "2.2.0", "2.3", "2.3.x", "2.3.0-rc1", "v2.3.0", "2.4.0"].map((flinkVersion) => ({
    args: { flinkVersion },
    rule: "image.flink-version",
    path: "flinkVersion",
    value: flinkVersion,
    allowed:
      "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
    fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
  })),
  {
    args: { flinkVersion: "2.2.1", storage: storage({ plugin: "flink-s3-fs-native", region: "eu-central-1" }) },
    rule: "image.plugin-version",
    path: "storage.plugin",
    value: "flink-s3-fs-native",
    allowed: "with Flink 2.2.1: flink-s3-fs-hadoop or flink-s3-fs-presto; flink-s3-fs-native came with 2.3.0",
    fix: "Choose another plugin or raise flinkVersion together with the image.",
  },
];
