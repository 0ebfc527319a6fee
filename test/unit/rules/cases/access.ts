import type { RefusedCase } from "./case";

/** What the rules about service accounts refuse. */
export const ACCESS_CASES: RefusedCase[] = [
  {
    args: { access: { jobManagerServiceAccount: "A" } },
    rule: "access.service-account",
    path: "access.jobManagerServiceAccount",
    value: "A",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "a".',
  },
  {
    args: { access: { taskManagerServiceAccount: "a..b" } },
    rule: "access.service-account",
    path: "access.taskManagerServiceAccount",
    value: "a..b",
    allowed:
      "at most 253 lower case letters, digits, hyphens and dots, with a letter or digit at both ends and on both sides of a dot",
    fix: 'Name it differently, for example "a.b".',
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
];
