import { StorageIdentityType } from "../../arguments/storage";
import { touches } from "../../validation/known";
import type { Problem } from "../../validation/problem";
import { arnProblems } from "../../validation/arns";
import type { StateStorageRule, StateStorageSubject } from "./subject";

const { Irsa, PodIdentity } = StorageIdentityType;

/** The roles of the pods and the way to them. */
export const IDENTITY_RULES: StateStorageRule[] = [
  { reads: ["identity.type"], check: typeProblems },
  ...(["jobManagerRoleArn", "taskManagerRoleArn"] as const).map(
    (key) =>
      ({
        reads: [`identity.${key}`],
        check: ({ args }) => arnProblems("role", `identity.${key}`, args.identity[key]),
      }) satisfies StateStorageRule,
  ),
  {
    reads: ["identity.oidcProviderArn"],
    check: ({ args }) => arnProblems("oidcProvider", "identity.oidcProviderArn", args.identity.oidcProviderArn),
  },
  {
    reads: ["identity.permissionsBoundaryArn"],
    check: ({ args }) => arnProblems("policy", "identity.permissionsBoundaryArn", args.identity.permissionsBoundaryArn),
  },
  {
    reads: ["identity.extraPolicyArns"],
    check: ({ args }) =>
      (args.identity.extraPolicyArns ?? []).flatMap((arn, index) =>
        arnProblems("policy", `identity.extraPolicyArns[${index}]`, arn),
      ),
  },
  { reads: ["identity.rolePath"], check: pathProblems },
  { reads: ["identity.eksCluster"], check: eksClusterProblems },
  { reads: ["identity.type"], check: missingProblems },
  { reads: ["identity.type"], check: unusedProblems },
  { reads: ["identity.type", "cluster"], check: associationProblems },
];

function typeProblems({ args }: StateStorageSubject): Problem[] {
  const { type } = args.identity;
  if (type === Irsa || type === PodIdentity) return [];
  const reason =
    type === StorageIdentityType.StaticKeys
      ? "static keys are for S3-compatible stores"
      : "the role of a node is every pod's on it";
  return [
    {
      rule: "state-storage.identity-type",
      path: "identity.type",
      value: type,
      allowed: `${Irsa} or ${PodIdentity} on AWS: ${reason}`,
      fix: `Choose ${Irsa} or ${PodIdentity}. For another store, give the cluster its storage without S3StateStorage.`,
    },
  ];
}

function pathProblems({ args }: StateStorageSubject): Problem[] {
  const { rolePath } = args.identity;
  if (rolePath === undefined || /^\/([\w+=,.@-]+\/)*$/.test(rolePath)) return [];
  return [
    {
      rule: "state-storage.role-path",
      path: "identity.rolePath",
      value: rolePath,
      allowed: "/ or names between slashes, such as /flink/",
      fix: "Start and end the path with a slash.",
    },
  ];
}

function eksClusterProblems({ args }: StateStorageSubject): Problem[] {
  const { eksCluster } = args.identity;
  if (eksCluster === undefined || /^[0-9A-Za-z][\w-]{0,99}$/.test(eksCluster)) return [];
  const allowed = "the name of an EKS cluster: at most 100 letters, digits, '-' and '_'";
  return [
    {
      rule: "state-storage.eks-cluster",
      path: "identity.eksCluster",
      value: eksCluster,
      allowed,
      fix: "Give the cluster's name, not its ARN or its kubectl context.",
    },
  ];
}

/** What the way to the roles needs. */
function missingProblems(subject: StateStorageSubject): Problem[] {
  const { type } = subject.args.identity;
  const missing = (key: Setting, why: string, fix: string): Problem[] =>
    isGiven(subject, key)
      ? []
      : [
          {
            rule: "state-storage.identity-incomplete",
            path: `identity.${key}`,
            value: undefined,
            allowed: `a value with ${type}: ${why}`,
            fix,
          },
        ];
  if (type === Irsa && createsRole(subject)) {
    return missing(
      "oidcProviderArn",
      "the created roles trust tokens of this issuer only",
      "Give the ARN of the cluster's IAM OIDC provider, or the ARNs of two existing roles.",
    );
  }
  if (type === PodIdentity)
    return missing(
      "eksCluster",
      "roles and service accounts are associated there",
      `Give the name of the EKS cluster, or choose ${Irsa}.`,
    );
  return [];
}

/** Settings that would have no effect: who gives them expects one. */
function unusedProblems(subject: StateStorageSubject): Problem[] {
  const { identity } = subject.args;
  if (identity.type !== Irsa && identity.type !== PodIdentity) return [];
  const unused = (key: Setting, allowed: string, fix: string): Problem[] =>
    isGiven(subject, key)
      ? [{ rule: "state-storage.identity-unused", path: `identity.${key}`, value: identity[key], allowed, fix }]
      : [];
  const otherType = identity.type === Irsa ? PodIdentity : Irsa;
  const ofOtherType = identity.type === Irsa ? "eksCluster" : "oidcProviderArn";
  const ofCreatedRoles = [
    ...(identity.type === Irsa ? (["oidcProviderArn"] as const) : []),
    "permissionsBoundaryArn",
    "rolePath",
    "extraPolicyArns",
  ] as const;
  return [
    ...unused(ofOtherType, `only with ${otherType}`, `Remove it, or set identity.type to ${otherType}.`),
    ...(createsRole(subject)
      ? []
      : ofCreatedRoles.flatMap((key) =>
          unused(
            key,
            "only where a role is created: existing ones stay as their owner has made them",
            "Remove it, or let the component create one of the roles.",
          ),
        )),
  ];
}

/** EKS takes one association for a service account. */
function associationProblems({ args, spec }: StateStorageSubject): Problem[] {
  const { jobmanager, taskmanager } = spec.serviceAccounts;
  if (args.identity.type !== PodIdentity || jobmanager !== taskmanager) return [];
  return [
    {
      rule: "state-storage.shared-service-account",
      path: "cluster.taskManagerServiceAccount",
      value: taskmanager,
      allowed: `another one than cluster.jobManagerServiceAccount with ${PodIdentity}: EKS associates one role with a service account`,
      fix: `Give JobManagers and TaskManagers a service account each, or choose ${Irsa}.`,
    },
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
