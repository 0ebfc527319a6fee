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
  {
    args: { image: "registry.example/job" },
    rule: "image.reference",
    path: "image",
    value: "registry.example/job",
    allowed: "repository:tag or repository@sha256:<64 hexadecimal digits>",
    fix: "Name the tag or, so that every pod runs the same bytes, the digest.",
  },
  {
    args: { image: "job@sha256:abc" },
    rule: "image.reference",
    path: "image",
    value: "job@sha256:abc",
    allowed: "repository:tag or repository@sha256:<64 hexadecimal digits>",
    fix: "Name the tag or, so that every pod runs the same bytes, the digest.",
  },
  {
    args: { flinkVersion: "1.20.1" },
    rule: "image.flink-version",
    path: "flinkVersion",
    value: "1.20.1",
    allowed:
      "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
    fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
  },
  {
    args: { flinkVersion: "2.2.0" },
    rule: "image.flink-version",
    path: "flinkVersion",
    value: "2.2.0",
    allowed:
      "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
    fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
  },
  {
    args: { flinkVersion: "2.3" },
    rule: "image.flink-version",
    path: "flinkVersion",
    value: "2.3",
    allowed:
      "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
    fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
  },
  {
    args: { flinkVersion: "2.2.1", storage: storage({ plugin: "flink-s3-fs-native", region: "eu-central-1" }) },
    rule: "image.plugin-version",
    path: "storage.plugin",
    value: "flink-s3-fs-native",
    allowed: "with Flink 2.2.1: flink-s3-fs-hadoop or flink-s3-fs-presto; flink-s3-fs-native came with 2.3.0",
    fix: "Choose another plugin or raise flinkVersion together with the image.",
  },
];
