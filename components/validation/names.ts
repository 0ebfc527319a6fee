import { type Form, matches } from "./forms";

/** A DNS-1035 label that leaves room for the generation within Flink's limit. */
export const CLUSTER_ID = name({
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  // Flink allows 45; a generation adds "-g" and up to four digits.
  longest: 38,
  allowed:
    "at most 38 lower case letters, digits and hyphens, starting with a letter and ending with a letter or digit",
  notFirst: /^[^a-z]+/,
  example: "my-cluster",
});

/** A DNS-1123 label. */
export const NAMESPACE = name({
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  allowed: "at most 63 lower case letters, digits and hyphens, starting and ending with a letter or digit",
  notFirst: /^[^a-z0-9]+/,
  example: "flink",
});

/** The name of a service account, secret, role or other object: a DNS-1123 subdomain. */
export const OBJECT_NAME = name({
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  allowed:
    "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
  notFirst: /^[^a-z0-9]+/,
  example: "my-name",
  dots: true,
});

/** The name of an S3 bucket, those with dots included. */
export const BUCKET: Form = {
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  allowed: "a bucket of 3 to 63 lower case letters, digits, '.' and '-'",
  fix: "Give the bucket's name alone, without scheme, ARN and folder.",
};

/** What a name must look like. */
interface NameForm extends Omit<Form, "fix"> {
  readonly longest: number;
  /** Characters that cannot start such a name. */
  readonly notFirst: RegExp;
  readonly example: string;
  /** Whether there may be dots in it. */
  readonly dots?: boolean;
}

/** The form of a name, whose fix is the nearest name of that form. */
function name(form: NameForm): Form {
  return {
    pattern: form.pattern,
    longest: form.longest,
    allowed: form.allowed,
    fix: (text) => `Name it differently, for example "${suggestion(form, text)}".`,
  };
}

function suggestion({ notFirst, example, dots, ...form }: NameForm, text: string): string {
  const nearest = text
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(dots ? /[-.]*\.[-.]*/g : /\.+/g, dots ? "." : "-")
    .replace(notFirst, "")
    .slice(0, form.longest)
    .replace(/[^a-z0-9]+$/, "");
  return matches(form, nearest) ? nearest : example;
}
