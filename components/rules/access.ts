import { objectNameProblems } from "../validation/names";
import type { ClusterRule } from "./subject";

/** Service accounts. */
export const ACCESS_RULES: ClusterRule[] = [
  ...(["jobManagerServiceAccount", "taskManagerServiceAccount"] as const).map(
    (key) =>
      ({
        reads: [`access.${key}`],
        check: ({ args }) =>
          args.access?.[key] === undefined ? [] : objectNameProblems(args.access[key], `access.${key}`),
      }) satisfies ClusterRule,
  ),
  {
    reads: ["access"],
    check: ({ args }) => {
      const access = args.access ?? {};
      if (Object.keys(access.serviceAccountAnnotations ?? {}).length === 0) return [];
      if (access.jobManagerServiceAccount === undefined || access.taskManagerServiceAccount === undefined) return [];
      return [
        {
          rule: "access.unused-annotations",
          path: "access.serviceAccountAnnotations",
          value: access.serviceAccountAnnotations,
          allowed: "annotations only where the component creates a service account",
          fix: "Annotate the existing service accounts where they are made, and remove this argument.",
        },
      ];
    },
  },
];
