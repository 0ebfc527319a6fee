import { MINIMAL, OIDC_PROVIDER, POD_IDENTITY, roleArn } from "../../../support/recordedStorage";
import { cluster, EXISTING_ROLES, type RefusedStorage } from "./case";

const irsa = MINIMAL.identity;
const ROLE = "arn:aws:iam::<account>:role/<name>";
const POLICY = "arn:aws:iam::<account>:policy/<name>";
const ONLY_CREATED = {
  rule: "state-storage.identity-unused",
  allowed: "only where a role is created: existing ones stay as their owner has made them",
  fix: "Remove it, or let the component create one of the roles.",
};

/** What the rules about the roles of the pods and the way to them refuse. */
export const IDENTITY_CASES: RefusedStorage[] = [
  {
    args: { identity: { type: "static-keys" } },
    rule: "state-storage.identity-type",
    path: "identity.type",
    value: "static-keys",
    allowed: "irsa or pod-identity on AWS: static keys are for S3-compatible stores",
    fix: "Choose irsa or pod-identity. For another store, give the cluster its storage without S3StateStorage.",
  },
  {
    args: { identity: { type: "instance-profile" } },
    rule: "state-storage.identity-type",
    path: "identity.type",
    value: "instance-profile",
    allowed: "irsa or pod-identity on AWS: the role of a node is every pod's on it",
    fix: "Choose irsa or pod-identity. For another store, give the cluster its storage without S3StateStorage.",
  },
  ...["jobManagerRoleArn", "taskManagerRoleArn"].flatMap((key) =>
    ["flink", "arn:aws:iam::123456789012:role/*", "arn:aws:sts::123456789012:assumed-role/flink/session"].map(
      (value) => ({
        args: { identity: { ...irsa, [key]: value } },
        rule: "state-storage.role-arn",
        path: `identity.${key}`,
        value,
        allowed: ROLE,
        fix: "Give the ARN of the role as `aws iam get-role` shows it, not of a session or an instance profile.",
      }),
    ),
  ),
  ...[
    "https://oidc.eks.eu-central-1.amazonaws.com/id/0",
    "arn:aws:iam::1:oidc-provider/x",
    "arn:aws:iam::123456789012:oidc-provider/*",
  ].map((value) => ({
    args: { identity: { ...irsa, oidcProviderArn: value } },
    rule: "state-storage.oidc-provider-arn",
    path: "identity.oidcProviderArn",
    value,
    allowed: "arn:aws:iam::<account>:oidc-provider/<issuer without https://>",
    fix: "Give the ARN of the IAM OIDC provider, as `aws iam list-open-id-connect-providers` shows it; the issuer's URL is not enough.",
  })),
  {
    args: { identity: { ...irsa, permissionsBoundaryArn: "boundary" } },
    rule: "state-storage.policy-arn",
    path: "identity.permissionsBoundaryArn",
    value: "boundary",
    allowed: POLICY,
    fix: "Give the ARN of a managed policy; an inline policy has none.",
  },
  {
    args: { identity: { ...irsa, extraPolicyArns: ["arn:aws:iam::aws:policy/A", "*"] } },
    rule: "state-storage.policy-arn",
    path: "identity.extraPolicyArns[1]",
    value: "*",
    allowed: POLICY,
    fix: "Give the ARN of a managed policy; an inline policy has none.",
  },
  ...["flink", "/flink", "/a//b/"].map((rolePath) => ({
    args: { identity: { ...irsa, rolePath } },
    rule: "state-storage.role-path",
    path: "identity.rolePath",
    value: rolePath,
    allowed: "/ or names between slashes, such as /flink/",
    fix: "Start and end the path with a slash.",
  })),
  {
    args: { identity: { ...POD_IDENTITY, eksCluster: "arn:aws:eks:eu-central-1:123456789012:cluster/production" } },
    rule: "state-storage.eks-cluster",
    path: "identity.eksCluster",
    value: "arn:aws:eks:eu-central-1:123456789012:cluster/production",
    allowed: "the name of an EKS cluster: at most 100 letters, digits, '-' and '_'",
    fix: "Give the cluster's name, not its ARN or its kubectl context.",
  },
  {
    args: { identity: { type: "irsa" } },
    rule: "state-storage.identity-incomplete",
    path: "identity.oidcProviderArn",
    value: undefined,
    allowed: "a value with irsa: the created roles trust tokens of this issuer only",
    fix: "Give the ARN of the cluster's IAM OIDC provider, or the ARNs of two existing roles.",
  },
  {
    args: { identity: { type: "irsa", jobManagerRoleArn: roleArn("jm") } },
    rule: "state-storage.identity-incomplete",
    path: "identity.oidcProviderArn",
    value: undefined,
    allowed: "a value with irsa: the created roles trust tokens of this issuer only",
    fix: "Give the ARN of the cluster's IAM OIDC provider, or the ARNs of two existing roles.",
  },
  {
    args: { identity: { type: "pod-identity", ...EXISTING_ROLES } },
    rule: "state-storage.identity-incomplete",
    path: "identity.eksCluster",
    value: undefined,
    allowed: "a value with pod-identity: roles and service accounts are associated there",
    fix: "Give the name of the EKS cluster, or choose irsa.",
  },
  {
    args: { identity: { ...irsa, eksCluster: "production" } },
    rule: "state-storage.identity-unused",
    path: "identity.eksCluster",
    value: "production",
    allowed: "only with pod-identity",
    fix: "Remove it, or set identity.type to pod-identity.",
  },
  {
    args: { identity: { ...POD_IDENTITY, oidcProviderArn: OIDC_PROVIDER } },
    rule: "state-storage.identity-unused",
    path: "identity.oidcProviderArn",
    value: OIDC_PROVIDER,
    allowed: "only with irsa",
    fix: "Remove it, or set identity.type to irsa.",
  },
  ...Object.entries({
    oidcProviderArn: OIDC_PROVIDER,
    permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
    rolePath: "/flink/",
    extraPolicyArns: ["arn:aws:iam::aws:policy/A"],
  }).map(([key, value]) => ({
    args: { identity: { type: "irsa", ...EXISTING_ROLES, [key]: value } },
    ...ONLY_CREATED,
    path: `identity.${key}`,
    value,
  })),
  {
    args: {
      identity: POD_IDENTITY,
      cluster: cluster({ jobManagerServiceAccount: "flink", taskManagerServiceAccount: "flink" }),
    },
    rule: "state-storage.shared-service-account",
    path: "cluster.taskManagerServiceAccount",
    value: "flink",
    allowed:
      "another one than cluster.jobManagerServiceAccount with pod-identity: EKS associates one role with a service account",
    fix: "Give JobManagers and TaskManagers a service account each, or choose irsa.",
  },
];
