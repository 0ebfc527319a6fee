import type { Problem } from "./problem";

/** What a name must look like. */
interface Form {
  rule: string;
  pattern: RegExp;
  longest: number;
  allowed: string;
  /** Characters that cannot start such a name. */
  notFirst: RegExp;
  example: string;
}

const clusterId: Form = {
  rule: "names.cluster-id",
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  // Flink allows 45; a generation adds "-g" and up to four digits.
  longest: 38,
  allowed:
    "at most 38 lower case letters, digits and hyphens, starting with a letter and ending with a letter or digit",
  notFirst: /^[^a-z]+/,
  example: "my-cluster",
};

const namespace: Form = {
  rule: "names.namespace",
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  allowed: "at most 63 lower case letters, digits and hyphens, starting and ending with a letter or digit",
  notFirst: /^[^a-z0-9]+/,
  example: "flink",
};

const objectName: Form = {
  rule: "names.object-name",
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  allowed:
    "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
  notFirst: /^[^a-z0-9]+/,
  example: "my-name",
};

/** Checks a cluster-id: a DNS-1035 label that leaves room for the generation within Flink's limit. */
export function clusterIdProblems(value: string, path = "clusterId"): Problem[] {
  return check(clusterId, value, path);
}

/** Checks a namespace: a DNS-1123 label. */
export function namespaceProblems(value: string, path = "namespace"): Problem[] {
  return check(namespace, value, path);
}

/** Checks the name of a service account, secret, role or other object: a DNS-1123 subdomain. */
export function objectNameProblems(value: string, path: string): Problem[] {
  return check(objectName, value, path);
}

function check(form: Form, value: string, path: string): Problem[] {
  if (form.pattern.test(value) && value.length <= form.longest) return [];
  return [
    {
      rule: form.rule,
      path,
      value,
      allowed: form.allowed,
      fix: `Name it differently, for example "${suggestion(form, value)}".`,
    },
  ];
}

/** The nearest name of that form. */
function suggestion(form: Form, value: string): string {
  const nearest = value
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(form === objectName ? /[-.]*\.[-.]*/g : /\.+/g, form === objectName ? "." : "-")
    .replace(form.notFirst, "")
    .slice(0, form.longest)
    .replace(/[^a-z0-9]+$/, "");
  return form.pattern.test(nearest) ? nearest : form.example;
}
