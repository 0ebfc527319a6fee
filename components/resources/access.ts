import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AccessArgs } from "../arguments/flinkCluster";
import { policyRules } from "../kubernetes/access";
import type { Role } from "../model/labels";
import { FIELD_MANAGER, type Scope } from "./inputs";

/** The service account of a role's pods, and what must exist before they start. */
export interface Access {
  readonly serviceAccount: pulumi.Output<string>;
  readonly grants: pulumi.Resource[];
}

/** Creates or adopts the service account of a role and grants it what Flink's HA services use. */
export function grantAccess(scope: Scope, role: Role, args: AccessArgs = {}): Access {
  const child = `${scope.name}-${role}`;
  const existing = role === "jobmanager" ? args.jobManagerServiceAccount : args.taskManagerServiceAccount;
  const own = scope.names.apply((n) => (role === "jobmanager" ? n.jobManagerServiceAccount : n.taskManagerServiceAccount));

  const grants: pulumi.Resource[] = [];
  if (existing === undefined) {
    const annotations = pulumi.output(args.serviceAccountAnnotations).apply((given) => ({ ...given, ...FIELD_MANAGER }));
    const metadata = { ...scope.metadata(own), annotations };
    // The pods mount the token where they need it.
    grants.push(new k8s.core.v1.ServiceAccount(child, { metadata, automountServiceAccountToken: false }, scope.child));
  }
  const serviceAccount = existing === undefined ? own : pulumi.output(existing);

  if (scope.withHa && args.createRoles !== false) {
    const metadata = scope.metadata(scope.names.apply((n) => (role === "jobmanager" ? n.jobManager : n.taskManager)));
    const rules = scope.names.apply((n) => policyRules(role, n));
    const granted = new k8s.rbac.v1.Role(child, { metadata, rules }, scope.child);
    grants.push(
      new k8s.rbac.v1.RoleBinding(
        child,
        {
          metadata,
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: granted.metadata.name },
          subjects: [{ kind: "ServiceAccount", name: serviceAccount, namespace: metadata.namespace }],
        },
        scope.child,
      ),
    );
  }
  return { serviceAccount, grants };
}
