import { StorageIdentityType } from "../../arguments/storage";
import { OIDC_PROVIDER_ARN, POLICY_ARN, ROLE_ARN } from "../../validation/arns";
import { eachMustMatch, type Form, mustMatch } from "../../validation/forms";
import type { Finding } from "../../validation/problem";
import { missingSetting, unusedSettings } from "./identitySettings";
import { type StateStorageRule, type StateStorageSubject, storageRule } from "./subject";

const { Irsa, PodIdentity, StaticKeys } = StorageIdentityType;

const ROLE_PATH: Form = {
  pattern: /^\/([\w+=,.@-]+\/)*$/,
  allowed: "/ or names between slashes, such as /flink/",
  fix: "Start and end the path with a slash.",
};

const EKS_CLUSTER: Form = {
  pattern: /^[0-9A-Za-z][\w-]{0,99}$/,
  allowed: "the name of an EKS cluster: at most 100 letters, digits, '-' and '_'",
  fix: "Give the cluster's name, not its ARN or its kubectl context.",
};

/** The roles of the pods and the way to them. */
export const IDENTITY_RULES: StateStorageRule[] = [
  storageRule(
    "state-storage.identity-type",
    "An identity that is not for AWS, or that every pod of a node has.",
    ["identity.type"],
    wrongType,
  ),
  ...(["jobManagerRoleArn", "taskManagerRoleArn"] as const).map((key) =>
    storageRule(
      "state-storage.role-arn",
      "An existing role by something else than the ARN of an IAM role.",
      [`identity.${key}`],
      ({ args }) => mustMatch(ROLE_ARN, `identity.${key}`, args.identity[key]),
    ),
  ),
  storageRule(
    "state-storage.oidc-provider-arn",
    "An OIDC provider by something else than its ARN, such as the URL of the issuer.",
    ["identity.oidcProviderArn"],
    ({ args }) => mustMatch(OIDC_PROVIDER_ARN, "identity.oidcProviderArn", args.identity.oidcProviderArn),
  ),
  storageRule(
    "state-storage.policy-arn",
    "A policy by something else than the ARN of a managed policy.",
    ["identity.permissionsBoundaryArn"],
    ({ args }) => mustMatch(POLICY_ARN, "identity.permissionsBoundaryArn", args.identity.permissionsBoundaryArn),
  ),
  storageRule(
    "state-storage.policy-arn",
    "A policy by something else than the ARN of a managed policy.",
    ["identity.extraPolicyArns"],
    ({ args }) => eachMustMatch(POLICY_ARN, "identity.extraPolicyArns", args.identity.extraPolicyArns),
  ),
  storageRule(
    "state-storage.role-path",
    "An IAM path of the created roles that does not start and end with a slash.",
    ["identity.rolePath"],
    ({ args }) => mustMatch(ROLE_PATH, "identity.rolePath", args.identity.rolePath),
  ),
  storageRule(
    "state-storage.eks-cluster",
    "An EKS cluster by something else than its name.",
    ["identity.eksCluster"],
    ({ args }) => mustMatch(EKS_CLUSTER, "identity.eksCluster", args.identity.eksCluster),
  ),
  storageRule(
    "state-storage.identity-incomplete",
    "An identity without what the pods need to get their roles.",
    [
      "identity.type",
      "identity.oidcProviderArn?",
      "identity.eksCluster?",
      "identity.jobManagerRoleArn?",
      "identity.taskManagerRoleArn?",
    ],
    missingSetting,
  ),
  storageRule(
    "state-storage.identity-unused",
    "A setting of the identity that would have no effect.",
    [
      "identity.type",
      "identity.oidcProviderArn?",
      "identity.eksCluster?",
      "identity.jobManagerRoleArn?",
      "identity.taskManagerRoleArn?",
      "identity.permissionsBoundaryArn?",
      "identity.rolePath?",
      "identity.extraPolicyArns?",
    ],
    unusedSettings,
  ),
  storageRule(
    "state-storage.shared-service-account",
    "One service account for both kinds of processes with Pod Identity, which associates one role with it.",
    ["identity.type", "cluster"],
    ({ args, spec: { serviceAccounts } }) =>
      args.identity.type === PodIdentity &&
      serviceAccounts.jobmanager === serviceAccounts.taskmanager && {
        path: "cluster.taskManagerServiceAccount",
        value: serviceAccounts.taskmanager,
        allowed: `another one than cluster.jobManagerServiceAccount with ${PodIdentity}: EKS associates one role with a service account`,
        fix: `Give JobManagers and TaskManagers a service account each, or choose ${Irsa}.`,
      },
  ),
];

function wrongType({ args: { identity } }: StateStorageSubject): Finding | undefined {
  if (identity.type === Irsa || identity.type === PodIdentity) return undefined;
  const reason =
    identity.type === StaticKeys
      ? "static keys are for S3-compatible stores"
      : "the role of a node is every pod's on it";
  return {
    path: "identity.type",
    value: identity.type,
    allowed: `${Irsa} or ${PodIdentity} on AWS: ${reason}`,
    fix: `Choose ${Irsa} or ${PodIdentity}. For another store, give the cluster its storage without S3StateStorage.`,
  };
}
