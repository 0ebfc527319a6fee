import type { types } from "@pulumi/kubernetes";
import type { Role } from "../labels";
import type { Names } from "../names";

type PolicyRule = types.input.rbac.v1.PolicyRule;

/**
 * What Flink's Kubernetes HA services ask of the API server, found by its audit log (docs/evidence/access.md).
 * Names are given where Kubernetes can compare them: not for create.
 */
export function policyRules(role: Role, names: Names): PolicyRule[] {
  if (role === "taskmanager") {
    return [{ apiGroups: [""], resources: ["configmaps"], resourceNames: [names.leaderConfigMap], verbs: ["list", "watch"] }];
  }
  return [
    { apiGroups: [""], resources: ["configmaps"], verbs: ["create", "deletecollection"] },
    {
      apiGroups: [""],
      resources: ["configmaps"],
      resourceNames: [names.leaderConfigMap, names.jobConfigMap],
      verbs: ["get", "list", "watch", "update", "patch", "delete"],
    },
  ];
}
