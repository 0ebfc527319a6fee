import { mustMatch } from "../validation/forms";
import { OBJECT_NAME } from "../validation/names";
import { type ClusterRule, clusterRule } from "./subject";

/** Service accounts. */
export const ACCESS_RULES: ClusterRule[] = [
  ...(["jobManagerServiceAccount", "taskManagerServiceAccount"] as const).map((key) =>
    clusterRule(
      "access.service-account",
      "A service account whose name Kubernetes does not take.",
      [`access.${key}`],
      ({ args }) => mustMatch(OBJECT_NAME, `access.${key}`, args.access?.[key]),
    ),
  ),
  clusterRule(
    "access.unused-annotations",
    "Annotations of service accounts where the component creates none.",
    ["access"],
    ({ args: { access = {} } }) =>
      Object.keys(access.serviceAccountAnnotations ?? {}).length > 0 &&
      access.jobManagerServiceAccount !== undefined &&
      access.taskManagerServiceAccount !== undefined && {
        path: "access.serviceAccountAnnotations",
        value: access.serviceAccountAnnotations,
        allowed: "annotations only where the component creates a service account",
        fix: "Annotate the existing service accounts where they are made, and remove this argument.",
      },
  ),
];
