import { mustBeWhole, mustMatch } from "../validation/forms";
import { CLUSTER_ID, NAMESPACE } from "../validation/names";
import type { Problem } from "../validation/problem";
import { type ClusterRule, clusterRule, clusterRuleOfKinds, type Subject } from "./subject";

/** Identity of the cluster and labels of its objects. */
export const FLINK_CLUSTER_RULES: ClusterRule[] = [
  clusterRule(
    "flink-cluster.cluster-id",
    "An id that is no DNS label, or too long for Flink once a generation is appended.",
    ["clusterId"],
    ({ clusterId }) => mustMatch(CLUSTER_ID, "clusterId", clusterId),
  ),
  clusterRule(
    "flink-cluster.namespace",
    "A namespace whose name Kubernetes does not take.",
    ["namespace"],
    ({ args }) => mustMatch(NAMESPACE, "namespace", args.namespace),
  ),
  clusterRule(
    "flink-cluster.generation",
    "A generation that is not a whole number from 1 to 9999.",
    ["generation"],
    ({ args }) => mustBeWhole("generation", args.generation, 1, 9999),
  ),
  clusterRuleOfKinds(
    {
      "flink-cluster.label-reserved": "A label that the component sets itself.",
      "flink-cluster.label": "A label whose key or value Kubernetes does not take.",
    },
    ["labels"],
    labelProblems,
  ),
];

const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const OWN_LABEL = /^(app\.kubernetes\.io\/(name|instance|managed-by|component)|pulumi-flink\/.*)$/;

function labelProblems({ args }: Subject): Problem[] {
  return Object.entries(args.labels ?? {}).flatMap(([key, value]) => {
    const found = { path: `labels[${JSON.stringify(key)}]`, value };
    if (OWN_LABEL.test(key)) {
      return {
        rule: "flink-cluster.label-reserved",
        ...found,
        allowed: "any label but the component's own",
        fix: "Use another key; the component sets this label itself.",
      };
    }
    if (LABEL_KEY.test(key) && LABEL_VALUE.test(value)) return [];
    return {
      rule: "flink-cluster.label",
      ...found,
      allowed:
        "key and value of at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or " +
        "digit; the key may have a DNS prefix and '/'",
      fix: "Shorten the label or replace the other characters.",
    };
  });
}
