import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { S3StateStorageArgs } from "../arguments/s3StateStorage";
import { StorageIdentityType } from "../arguments/storage";
import { podIdentityTrust, webIdentityTrust } from "../iam/trust";
import { digest } from "../model/digest";
import { ARGUMENTS_OF, forEachKind, PROCESS_KINDS, type ProcessKind } from "../model/processes";
import { serviceAccounts } from "../model/stateOwner";
import type { StateStorageInputs } from "./inputs";

/** A role of pods: a created one or, without `role`, an existing one. */
interface PodRole {
  readonly arn: pulumi.Output<string>;
  readonly role?: iam.Role;
}

/** The roles of both kinds of pods. */
export type PodRoles = Record<ProcessKind, PodRole>;

/** Creates or adopts both roles. They can do nothing yet. */
export function podRoles(inputs: StateStorageInputs): PodRoles {
  return forEachKind((kind) => podRole(inputs, kind));
}

function podRole(inputs: StateStorageInputs, kind: ProcessKind): PodRole {
  const { args, name, child, spec } = inputs;
  const { identity, tags } = args;
  const existing = identity[ARGUMENTS_OF[kind].roleArn];
  if (existing !== undefined) return { arn: pulumi.output(existing) };
  const assumeRolePolicy = pulumi
    .all([spec, identity.oidcProviderArn, identity.eksCluster])
    .apply(([{ namespace, serviceAccounts }, oidcProviderArn, eksCluster]) =>
      identity.type === StorageIdentityType.Irsa
        ? webIdentityTrust(oidcProviderArn as string, namespace, serviceAccounts[kind])
        : podIdentityTrust(eksCluster as string, namespace, serviceAccounts[kind]),
    );
  const created = new iam.Role(
    `${name}-${kind}`,
    {
      assumeRolePolicy,
      description: spec.apply(
        ({ namespace, serviceAccounts }) => `Flink state for the service account ${namespace}/${serviceAccounts[kind]}`,
      ),
      path: identity.rolePath,
      permissionsBoundary: identity.permissionsBoundaryArn,
      tags,
    },
    child,
  );
  return { arn: created.arn, role: created };
}

/** Grants the created roles their policies and gives them to the pods. Returns what was made, for `ready`. */
export function grantState(
  inputs: StateStorageInputs,
  roles: PodRoles,
  policies: Record<ProcessKind, pulumi.Output<string>>,
): pulumi.Resource[] {
  return PROCESS_KINDS.flatMap((kind) => {
    const { arn, role } = roles[kind];
    return [
      ...(role === undefined ? [] : grants(inputs, kind, role, policies[kind])),
      ...(inputs.args.identity.type === StorageIdentityType.PodIdentity ? [associate(inputs, kind, arn)] : []),
    ];
  });
}

function grants(
  { args, name, child }: StateStorageInputs,
  kind: ProcessKind,
  role: iam.Role,
  policy: pulumi.Output<string>,
): pulumi.Resource[] {
  const own = new iam.RolePolicy(`${name}-${kind}`, { role: role.name, policy }, child);
  const extra = (args.identity.extraPolicyArns ?? []).map(
    (policyArn, index) =>
      new iam.RolePolicyAttachment(
        `${name}-${kind}-${policyKey(policyArn, index)}`,
        { role: role.name, policyArn },
        child,
      ),
  );
  return [own, ...extra];
}

/**
 * Names an attachment by its policy: by position, one that moves up would be attached by its new resource and then
 * detached by its old one. An ARN that is not known yet has nothing but its position.
 */
function policyKey(policyArn: pulumi.Input<string>, index: number): string {
  return typeof policyArn === "string" ? digest(policyArn, 8) : String(index);
}

function associate(
  { args, name, child }: StateStorageInputs,
  kind: ProcessKind,
  roleArn: pulumi.Output<string>,
): pulumi.Resource {
  const { identity, cluster, tags } = args;
  return new eks.PodIdentityAssociation(
    `${name}-${kind}`,
    {
      // The rules guarantee it.
      clusterName: identity.eksCluster as pulumi.Input<string>,
      namespace: pulumi.output(cluster).namespace,
      serviceAccount: serviceAccount(cluster, kind),
      roleArn,
      tags,
    },
    child,
  );
}

/** From the arguments alone, see stateStorageInputs. */
function serviceAccount(cluster: S3StateStorageArgs["cluster"], kind: ProcessKind): pulumi.Output<string> {
  return pulumi.output(cluster).apply((plain) => serviceAccounts(plain)[kind]);
}
