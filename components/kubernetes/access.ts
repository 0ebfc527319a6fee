import type { types } from "@pulumi/kubernetes";
import type { ProcessKind } from "../model/processes";
import type { Names } from "../model/names";

type PolicyRule = types.input.rbac.v1.PolicyRule;

/**
 * What Flink's Kubernetes HA services ask of the API server, found by its audit log (docs/evidence/access.md).
 * Names are given where Kubernetes can compare them: not for create.
 */
export function policyRules(kind: ProcessKind, names: Names): PolicyRule[] {
  if (kind === "taskmanager") return [onConfigMaps(["list", "watch"], names.leaderConfigMap)];
  return [
    onConfigMaps(["create"]),
    // Renewing the lock is a patch. Only a shutdown by the REST API deletes it.
    onConfigMaps(["get", "list", "watch", "update", "patch", "delete"], names.leaderConfigMap),
    onConfigMaps(["get", "update", "delete"], names.jobConfigMap),
  ];
}

function onConfigMaps(verbs: string[], name?: string): PolicyRule {
  return { apiGroups: [""], resources: ["configmaps"], verbs, ...(name !== undefined && { resourceNames: [name] }) };
}
