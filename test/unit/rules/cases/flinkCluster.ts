import { storage, type RefusedCase } from "./case";

/** What the rules about names, labels, image and version refuse. */
export const IDENTITY_CASES: RefusedCase[] = [
  {
    args: { clusterId: "My_Cluster" },
    rule: "names.cluster-id",
    path: "clusterId",
    value: "My_Cluster",
    allowed:
      "at most 38 lower case letters, digits and hyphens, starting with a letter and ending with a letter or digit",
    fix: 'Name it differently, for example "my-cluster".',
  },
  {
    args: { namespace: "Flink.Prod" },
    rule: "names.namespace",
    path: "namespace",
    value: "Flink.Prod",
    allowed: "at most 63 lower case letters, digits and hyphens, starting and ending with a letter or digit",
    fix: 'Name it differently, for example "flink-prod".',
  },
  {
    args: { generation: 0 },
    rule: "identity.generation",
    path: "generation",
    value: 0,
    allowed: "a whole number from 1 to 9999",
    fix: "Set generation to a whole number from 1 to 9999, or leave it out.",
  },
  {
    args: { generation: 10000 },
    rule: "identity.generation",
    path: "generation",
    value: 10000,
    allowed: "a whole number from 1 to 9999",
    fix: "Set generation to a whole number from 1 to 9999, or leave it out.",
  },
  {
    args: { generation: 1.5 },
    rule: "identity.generation",
    path: "generation",
    value: 1.5,
    allowed: "a whole number from 1 to 9999",
    fix: "Set generation to a whole number from 1 to 9999, or leave it out.",
  },
  {
    args: { labels: { "app.kubernetes.io/name": "x" } },
    rule: "labels.reserved",
    path: 'labels["app.kubernetes.io/name"]',
    value: "x",
    allowed: "any label but the component's own",
    fix: "Use another key; the component sets this label itself.",
  },
  {
    args: { labels: { "pulumi-flink/generation": "x" } },
    rule: "labels.reserved",
    path: 'labels["pulumi-flink/generation"]',
    value: "x",
    allowed: "any label but the component's own",
    fix: "Use another key; the component sets this label itself.",
  },
  {
    args: { labels: { team: "a b" } },
    rule: "labels.syntax",
    path: 'labels["team"]',
    value: "a b",
    allowed:
      "key and value of at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or " +
      "digit; the key may have a DNS prefix and '/'",
    fix: "Shorten the label or replace the other characters.",
  },
  {
    args: { labels: { "-x": "a" } },
    rule: "labels.syntax",
    path: 'labels["-x"]',
    value: "a",
    allowed:
      "key and value of at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or " +
      "digit; the key may have a DNS prefix and '/'",
    fix: "Shorten the label or replace the other characters.",
  },
  {
    args: { imagePullSecrets: ["good", "Bad_Secret"] },
    rule: "names.object-name",
    path: "imagePullSecrets[1]",
    value: "Bad_Secret",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "bad-secret".',
  },
  {
    args: { access: { jobManagerServiceAccount: "A" } },
    rule: "names.object-name",
    path: "access.jobManagerServiceAccount",
    value: "A",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "a".',
  },
  {
    args: { access: { taskManagerServiceAccount: "a..b" } },
    rule: "names.object-name",
    path: "access.taskManagerServiceAccount",
    value: "a..b",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "a.b".',
  },
  {
    args: { storage: storage({ endpoint: "http://minio:9000", credentialsSecret: { name: "S3_KEYS" } }) },
    rule: "names.object-name",
    path: "storage.credentialsSecret.name",
    value: "S3_KEYS",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "s3-keys".',
  },
  {
    args: { storage: storage({ endpoint: "https://minio:9000", trustedCertificates: { configMap: "My_CA" } }) },
    rule: "names.object-name",
    path: "storage.trustedCertificates.configMap",
    value: "My_CA",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "my-ca".',
  },
  {
    args: {
      access: {
        jobManagerServiceAccount: "a",
        taskManagerServiceAccount: "b",
        serviceAccountAnnotations: { role: "arn" },
      },
    },
    rule: "access.unused-annotations",
    path: "access.serviceAccountAnnotations",
    value: { role: "arn" },
    allowed: "annotations only where the component creates a service account",
    fix: "Annotate the existing service accounts where they are made, and remove this argument.",
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
    rule: "flink-version.unsupported",
    path: "flinkVersion",
    value: "1.20.1",
    allowed:
      "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
    fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
  },
  {
    args: { flinkVersion: "2.2.0" },
    rule: "flink-version.unsupported",
    path: "flinkVersion",
    value: "2.2.0",
    allowed:
      "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
    fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
  },
  {
    args: { flinkVersion: "2.3" },
    rule: "flink-version.unsupported",
    path: "flinkVersion",
    value: "2.3",
    allowed:
      "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
    fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
  },
  {
    args: { flinkVersion: "2.2.1", storage: storage({ plugin: "flink-s3-fs-native", region: "eu-central-1" }) },
    rule: "storage.plugin-version",
    path: "storage.plugin",
    value: "flink-s3-fs-native",
    allowed: "with Flink 2.2.1: flink-s3-fs-hadoop or flink-s3-fs-presto; flink-s3-fs-native came with 2.3.0",
    fix: "Choose another plugin or raise flinkVersion together with the image.",
  },
];
