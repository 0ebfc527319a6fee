import { isOtherStore } from "../model/stores";
import { StorageIdentityType } from "../arguments/storage";
import { ROLE_ARN } from "../validation/arns";
import type { Problem } from "../validation/problem";
import type { ClusterRule, Subject } from "./subject";

/** How the pods prove to the storage who they are. */
export const STORAGE_IDENTITY_RULES: ClusterRule[] = [
  { reads: ["storage.identity.type", "storage.credentialsSecret"], check: secretProblems },
  {
    reads: ["storage.endpoint", "storage.profile", "storage.identity.type", "storage.credentialsSecret"],
    check: keysOnAwsProblems,
  },
  { reads: ["storage.identity.type", "storage.endpoint", "storage.profile"], check: otherStoreProblems },
  ...(["jobManagerRoleArn", "taskManagerRoleArn"] as const).map(
    (key) =>
      ({
        reads: ["storage.identity.type", `storage.identity.${key}`],
        check: (subject) => roleProblems(key, subject),
      }) satisfies ClusterRule,
  ),
  { reads: ["storage.identity.type", "storage.region"], check: regionProblems },
  { reads: ["storage.identity.type", "access.serviceAccountAnnotations"], check: annotationProblems },
];

const { Irsa, PodIdentity, StaticKeys } = StorageIdentityType;

function secretProblems({ args, spec }: Subject): Problem[] {
  const type = args.storage.identity?.type;
  const secret = spec.storage.credentialsSecret;
  if (type === StaticKeys && secret === undefined) {
    return [
      {
        rule: "storage.static-keys-without-secret",
        path: "storage.credentialsSecret",
        value: undefined,
        allowed: `a Secret with storage.identity.type ${StaticKeys}`,
        fix: "Name an existing Secret of the namespace in storage.credentialsSecret, or choose another identity.",
      },
    ];
  }
  if (type === undefined || type === StaticKeys || secret === undefined) return [];
  return [
    {
      rule: "storage.secret-beside-identity",
      path: "storage.credentialsSecret",
      value: secret.name,
      allowed: `no Secret with storage.identity.type ${type}: its keys would be taken before those of the role`,
      fix: `Remove storage.credentialsSecret, or set storage.identity.type to ${StaticKeys}.`,
    },
  ];
}

function keysOnAwsProblems({ spec }: Subject): Problem[] {
  const { identity, credentialsSecret, endpoint, profile } = spec.storage;
  if (identity?.type !== StaticKeys || credentialsSecret === undefined || !isAws(endpoint, profile)) return [];
  return [
    {
      rule: "storage.static-keys-on-aws",
      path: "storage.credentialsSecret",
      value: credentialsSecret.name,
      allowed:
        "static keys for S3-compatible stores only: on AWS they never expire and are everybody's who reads the Secret",
      fix: `Give the store in storage.endpoint, or set storage.identity.type to ${Irsa} or ${PodIdentity} instead of the Secret.`,
    },
  ];
}

/** Amazon S3 itself: by default, by profile or by one of its own host names, such as that of a VPC endpoint. */
function isAws(endpoint: string | undefined, profile: Subject["spec"]["storage"]["profile"]): boolean {
  if (endpoint === undefined) return !isOtherStore(profile);
  return URL.canParse(endpoint) && /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
}

function otherStoreProblems({ args, spec }: Subject): Problem[] {
  const type = args.storage.identity?.type;
  const { endpoint, profile } = spec.storage;
  if (type === undefined || type === StaticKeys || endpoint === undefined || !isOtherStore(profile)) return [];
  return [
    {
      rule: "storage.aws-identity-elsewhere",
      path: "storage.identity.type",
      value: type,
      allowed: `${StaticKeys} with storage.profile ${profile}: the store does not know keys that AWS hands out`,
      fix: `Set storage.identity.type to ${StaticKeys} and name a Secret in storage.credentialsSecret.`,
    },
  ];
}

function roleProblems(key: "jobManagerRoleArn" | "taskManagerRoleArn", { args }: Subject): Problem[] {
  const { type, [key]: arn } = args.storage.identity ?? {};
  const path = `storage.identity.${key}`;
  if (arn === undefined) {
    if (type !== Irsa) return [];
    return [
      {
        rule: "storage.role-arn-missing",
        path,
        value: undefined,
        allowed: `the ARN of an IAM role with storage.identity.type ${Irsa}`,
        fix: "Pass the storage of an S3StateStorage, or name the role that trusts this service account.",
      },
    ];
  }
  if (type !== Irsa) {
    return [
      {
        rule: "storage.role-arn-unused",
        path,
        value: arn,
        allowed: `a role only with storage.identity.type ${Irsa}, where the pods name it themselves`,
        fix:
          type === PodIdentity
            ? `Remove ${path}: the association of the service account has the role.`
            : `Remove ${path}, or choose ${Irsa}.`,
      },
    ];
  }
  if (ROLE_ARN.test(arn)) return [];
  return [
    {
      rule: "storage.role-arn",
      path,
      value: arn,
      allowed: "arn:aws:iam::<12 digits>:role/<name>",
      fix: "Give the ARN of the IAM role itself, not that of a session, user or instance profile.",
    },
  ];
}

function regionProblems({ args, spec }: Subject): Problem[] {
  if (args.storage.identity?.type !== Irsa || spec.storage.region !== undefined) return [];
  return [
    {
      rule: "storage.irsa-without-region",
      path: "storage.region",
      value: undefined,
      allowed: `a region with storage.identity.type ${Irsa}: the pods exchange their token at the endpoint of a region`,
      fix: "Set storage.region to the bucket's region, such as eu-central-1.",
    },
  ];
}

const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

function annotationProblems({ args }: Subject): Problem[] {
  const type = args.storage.identity?.type;
  const annotated = args.access?.serviceAccountAnnotations?.[ROLE_ANNOTATION];
  if (type === undefined || annotated === undefined) return [];
  return [
    {
      rule: "storage.identity-annotated",
      path: `access.serviceAccountAnnotations["${ROLE_ANNOTATION}"]`,
      value: annotated,
      allowed: "the identity by storage.identity only: the annotation would put a second one into the pods",
      fix: `Remove the annotation; a role belongs into storage.identity with type ${Irsa}.`,
    },
  ];
}
