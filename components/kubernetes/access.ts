import type { types } from "@pulumi/kubernetes";
import type { Names } from "../model/names";
import type { ProcessKind } from "../model/processes";

type PolicyRule = types.input.rbac.v1.PolicyRule;

/** What a kind of process may ask of the API server. */
export type AccessRules = Record<ProcessKind, (names: Names) => PolicyRule[]>;

/**
 * What Flink's Kubernetes HA services ask, found by the API server's audit log (docs/evidence/access.md). Names are
 * given where Kubernetes can compare them: not for create.
 */
export const HIGH_AVAILABILITY_ACCESS: AccessRules = {
  jobmanager: ({ leaderConfigMap }) => [
    onConfigMaps(["create"]),
    // Renewing the lock is a patch. Only a shutdown by the REST API deletes it.
    onConfigMaps(["get", "list", "watch", "update", "patch", "delete"], leaderConfigMap),
  ],
  taskmanager: ({ leaderConfigMap }) => [onConfigMaps(["list", "watch"], leaderConfigMap)],
};

/** The ConfigMap with the pointers to a job's checkpoints, where the job's id is known before it starts. */
export function jobAccess({ jobConfigMap }: Names): PolicyRule[] {
  return [onConfigMaps(["get", "update", "delete"], jobConfigMap)];
}

function onConfigMaps(verbs: string[], name?: string): PolicyRule {
  return { apiGroups: [""], resources: ["configmaps"], verbs, ...(name !== undefined && { resourceNames: [name] }) };
}
