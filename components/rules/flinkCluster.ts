import { clusterIdProblems, namespaceProblems } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { ClusterRule, Subject } from "./subject";
import { wholeNumberProblems } from "./wholeNumber";

/** Identity of the cluster and labels of its objects. */
export const IDENTITY_RULES: ClusterRule[] = [
  { reads: ["clusterId"], check: ({ clusterId }) => clusterIdProblems(clusterId) },
  { reads: ["namespace"], check: ({ args }) => namespaceProblems(args.namespace) },
  {
    reads: ["generation"],
    check: ({ args }) => wholeNumberProblems("identity.generation", "generation", args.generation, 1, 9999),
  },
  { reads: ["labels"], check: labelProblems },
];

const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const OWN_LABEL = /^(app\.kubernetes\.io\/(name|instance|managed-by|component)|pulumi-flink\/.*)$/;

function labelProblems({ args }: Subject): Problem[] {
  return Object.entries(args.labels ?? {}).flatMap(([key, value]) => {
    const path = `labels[${JSON.stringify(key)}]`;
    if (OWN_LABEL.test(key)) {
      return [
        {
          rule: "labels.reserved",
          path,
          value,
          allowed: "any label but the component's own",
          fix: "Use another key; the component sets this label itself.",
        },
      ];
    }
    if (LABEL_KEY.test(key) && LABEL_VALUE.test(value)) return [];
    return [
      {
        rule: "labels.syntax",
        path,
        value,
        allowed:
          "key and value of at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or " +
          "digit; the key may have a DNS prefix and '/'",
        fix: "Shorten the label or replace the other characters.",
      },
    ];
  });
}
