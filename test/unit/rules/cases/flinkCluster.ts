import type { RefusedCase } from "./case";

/** What the rules about the identity of the cluster and its labels refuse. */
export const FLINK_CLUSTER_CASES: RefusedCase[] = [
  {
    args: { clusterId: "My_Cluster" },
    rule: "flink-cluster.cluster-id",
    path: "clusterId",
    value: "My_Cluster",
    allowed:
      "at most 38 lower case letters, digits and hyphens, starting with a letter and ending with a letter or digit",
    fix: 'Name it differently, for example "my-cluster".',
  },
  {
    args: { namespace: "Flink.Prod" },
    rule: "flink-cluster.namespace",
    path: "namespace",
    value: "Flink.Prod",
    allowed: "at most 63 lower case letters, digits and hyphens, starting and ending with a letter or digit",
    fix: 'Name it differently, for example "flink-prod".',
  },
  {
    args: { generation: 0 },
    rule: "flink-cluster.generation",
    path: "generation",
    value: 0,
    allowed: "a whole number from 1 to 9999",
    fix: "Set generation to a whole number from 1 to 9999, or leave it out.",
  },
  {
    args: { generation: 10000 },
    rule: "flink-cluster.generation",
    path: "generation",
    value: 10000,
    allowed: "a whole number from 1 to 9999",
    fix: "Set generation to a whole number from 1 to 9999, or leave it out.",
  },
  {
    args: { generation: 1.5 },
    rule: "flink-cluster.generation",
    path: "generation",
    value: 1.5,
    allowed: "a whole number from 1 to 9999",
    fix: "Set generation to a whole number from 1 to 9999, or leave it out.",
  },
  ...[
    "app.kubernetes.io/name",
    "app.kubernetes.io/instance",
    "app.kubernetes.io/managed-by",
    "app.kubernetes.io/component",
    "pulumi-flink/generation",
  ].map((key) => ({
    args: { labels: { [key]: "x" } },
    rule: "flink-cluster.label-reserved",
    path: `labels["${key}"]`,
    value: "x",
    allowed: "any label but the component's own",
    fix: "Use another key; the component sets this label itself.",
  })),
  ...[
    ...["", "-x", "x-", "k".repeat(64), "a b"].map((key) => [key, "value"]),
    ...["/x", "a/", "a/b/c", "Team/x", "-a/x", "a-/x"].map((key) => [key, "value"]),
    ...["a b", "-a", "a-", "v".repeat(64)].map((value) => ["team", value]),
  ].map(([key, value]) => ({
    args: { labels: { [key]: value } },
    rule: "flink-cluster.label",
    path: `labels["${key}"]`,
    value,
    allowed:
      "key and value of at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or " +
      "digit; the key may have a DNS prefix and '/'",
    fix: "Shorten the label or replace the other characters.",
  })),
];
