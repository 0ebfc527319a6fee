import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AccessArgs } from "../arguments/access";
import { ARGUMENTS_OF, forEachKind, type ProcessKind } from "../model/processes";
import { type ClusterInputs, FIELD_MANAGER } from "./inputs";

/** The service account of the pods of a kind, and what must exist before they start. */
export interface Access {
  readonly serviceAccount: pulumi.Output<string>;
  readonly grants: pulumi.Resource[];
}

/** Creates or adopts the service accounts of both kinds and grants them what the mode asks for. */
export function grantAccess(inputs: ClusterInputs, args: AccessArgs = {}): Record<ProcessKind, Access> {
  return forEachKind((kind) => {
    const account = serviceAccount(inputs, kind, args);
    const granted = inputs.withHa && args.createRoles !== false ? [grant(inputs, kind, account.name)] : [];
    return { serviceAccount: account.name, grants: [...account.created, ...granted] };
  });
}

function serviceAccount(
  inputs: ClusterInputs,
  kind: ProcessKind,
  args: AccessArgs,
): { name: pulumi.Output<string>; created: pulumi.Resource[] } {
  const existing = args[ARGUMENTS_OF[kind].serviceAccount];
  if (existing !== undefined) return { name: pulumi.output(existing), created: [] };
  const name = inputs.names.apply(({ serviceAccount }) => serviceAccount[kind]);
  const annotations = pulumi.output(args.serviceAccountAnnotations).apply((given) => ({ ...given, ...FIELD_MANAGER }));
  const metadata = { ...inputs.metadata(name), annotations };
  // The pods mount the token where they need it.
  const settings = { metadata, automountServiceAccountToken: false };
  return { name, created: [new k8s.core.v1.ServiceAccount(childName(inputs, kind), settings, inputs.child)] };
}

function grant(inputs: ClusterInputs, kind: ProcessKind, serviceAccount: pulumi.Output<string>): pulumi.Resource {
  const metadata = inputs.metadata(inputs.names.apply(({ workload }) => workload[kind]));
  const rules = inputs.names.apply((names) => inputs.mode.access[kind](names));
  const role = new k8s.rbac.v1.Role(childName(inputs, kind), { metadata, rules }, inputs.child);
  return new k8s.rbac.v1.RoleBinding(
    childName(inputs, kind),
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: serviceAccount, namespace: metadata.namespace }],
    },
    inputs.child,
  );
}

function childName({ name }: ClusterInputs, kind: ProcessKind): string {
  return `${name}-${kind}`;
}
