import { StorageIdentityType } from "../../arguments/storage";
import { touches } from "../../validation/known";
import type { Finding } from "../../validation/problem";
import type { StateStorageSubject } from "./subject";

const { Irsa, PodIdentity } = StorageIdentityType;

/** What the way to the roles needs. */
export function missingSetting(subject: StateStorageSubject): Finding | false {
  const { type } = subject.args.identity;
  const missing = (key: Setting, why: string, fix: string) =>
    !isGiven(subject, key) && {
      path: `identity.${key}`,
      value: undefined,
      allowed: `a value with ${type}: ${why}`,
      fix,
    };
  if (type === Irsa && createsRole(subject)) {
    return missing(
      "oidcProviderArn",
      "the created roles trust tokens of this issuer only",
      "Give the ARN of the cluster's IAM OIDC provider, or the ARNs of two existing roles.",
    );
  }
  return (
    type === PodIdentity &&
    missing(
      "eksCluster",
      "roles and service accounts are associated there",
      `Give the name of the EKS cluster, or choose ${Irsa}.`,
    )
  );
}

/** Settings that would have no effect: who gives them expects one. */
export function unusedSettings(subject: StateStorageSubject): (Finding | false)[] {
  const { identity } = subject.args;
  if (identity.type !== Irsa && identity.type !== PodIdentity) return [];
  const unused = (key: Setting, allowed: string, fix: string) =>
    isGiven(subject, key) && { path: `identity.${key}`, value: identity[key], allowed, fix };
  const otherType = identity.type === Irsa ? PodIdentity : Irsa;
  const ofOtherType = identity.type === Irsa ? "eksCluster" : "oidcProviderArn";
  const ofCreatedRoles = [
    ...(identity.type === Irsa ? (["oidcProviderArn"] as const) : []),
    "permissionsBoundaryArn",
    "rolePath",
    "extraPolicyArns",
  ] as const;
  return [
    unused(ofOtherType, `only with ${otherType}`, `Remove it, or set identity.type to ${otherType}.`),
    ...(createsRole(subject)
      ? []
      : ofCreatedRoles.map((key) =>
          unused(
            key,
            "only where a role is created: existing ones stay as their owner has made them",
            "Remove it, or let the component create one of the roles.",
          ),
        )),
  ];
}

type Setting = keyof StateStorageSubject["args"]["identity"];

/** Whether a setting is given, be its value known or not. */
function isGiven({ args, unknown }: StateStorageSubject, key: Setting): boolean {
  return args.identity[key] !== undefined || touches(unknown, `identity.${key}`);
}

function createsRole(subject: StateStorageSubject): boolean {
  return !isGiven(subject, "jobManagerRoleArn") || !isGiven(subject, "taskManagerRoleArn");
}
