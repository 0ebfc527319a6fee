import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AccessArgs } from "../arguments/access";
import { policyRules } from "../kubernetes/access";
import type { ProcessKind } from "../model/processes";
import { FIELD_MANAGER, type ClusterInputs } from "./inputs";

/** The service account of the pods of a kind, and what must exist before they start. */
export interface Access {
  readonly serviceAccount: pulumi.Output<string>;
  readonly grants: pulumi.Resource[];
}

/** Creates or adopts the service account of the pods of a kind and grants it what Flink's HA services use. */
export function grantAccess(inputs: ClusterInputs, kind: ProcessKind, args: AccessArgs = {}): Access {
  const child = `${inputs.name}-${kind}`;
  const existing = kind === "jobmanager" ? args.jobManagerServiceAccount : args.taskManagerServiceAccount;
  const own = inputs.names.apply((n) =>
    kind === "jobmanager" ? n.jobManagerServiceAccount : n.taskManagerServiceAccount,
  );

  const grants: pulumi.Resource[] = [];
  if (existing === undefined) {
    const annotations = pulumi
      .output(args.serviceAccountAnnotations)
      .apply((given) => ({ ...given, ...FIELD_MANAGER }));
    const metadata = { ...inputs.metadata(own), annotations };
    // The pods mount the token where they need it.
    grants.push(new k8s.core.v1.ServiceAccount(child, { metadata, automountServiceAccountToken: false }, inputs.child));
  }
  const serviceAccount = existing === undefined ? own : pulumi.output(existing);

  if (inputs.withHa && args.createRoles !== false) {
    const metadata = inputs.metadata(inputs.names.apply((n) => (kind === "jobmanager" ? n.jobManager : n.taskManager)));
    const rules = inputs.names.apply((n) => policyRules(kind, n));
    const granted = new k8s.rbac.v1.Role(child, { metadata, rules }, inputs.child);
    grants.push(
      new k8s.rbac.v1.RoleBinding(
        child,
        {
          metadata,
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: granted.metadata.name },
          subjects: [{ kind: "ServiceAccount", name: serviceAccount, namespace: metadata.namespace }],
        },
        inputs.child,
      ),
    );
  }
  return { serviceAccount, grants };
}
