import { StorageIdentityType } from "../arguments/storage";
import { isOtherStore } from "../model/stores";
import { ROLE_ARN } from "../validation/arns";
import { type Form, mustMatch } from "../validation/forms";
import type { Problem } from "../validation/problem";
import { type ClusterRule, clusterRule, clusterRuleOfKinds, type Subject } from "./subject";

const { Irsa, PodIdentity, StaticKeys } = StorageIdentityType;

const POD_ROLE_ARN: Form = {
  ...ROLE_ARN,
  allowed: "arn:aws:iam::<12 digits>:role/<name>",
  fix: "Give the ARN of the IAM role itself, not that of a session, user or instance profile.",
};

const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** How the pods prove to the storage who they are. */
export const STORAGE_IDENTITY_RULES: ClusterRule[] = [
  clusterRule(
    "storage-identity.static-keys-without-secret",
    "Static keys without the Secret that has them.",
    ["storage.identity.type", "storage.credentialsSecret"],
    ({ args, spec }) =>
      args.storage.identity?.type === StaticKeys &&
      spec.storage.credentialsSecret === undefined && {
        path: "storage.credentialsSecret",
        value: undefined,
        allowed: `a Secret with storage.identity.type ${StaticKeys}`,
        fix: "Name an existing Secret of the namespace in storage.credentialsSecret, or choose another identity.",
      },
  ),
  clusterRule(
    "storage-identity.secret-beside-identity",
    "A Secret with keys together with another type of identity: its keys would be taken first.",
    ["storage.identity.type", "storage.credentialsSecret"],
    ({ args, spec }) => {
      const type = args.storage.identity?.type;
      const secret = spec.storage.credentialsSecret;
      if (type === undefined || type === StaticKeys || secret === undefined) return undefined;
      return {
        path: "storage.credentialsSecret",
        value: secret.name,
        allowed: `no Secret with storage.identity.type ${type}: its keys would be taken before those of the role`,
        fix: `Remove storage.credentialsSecret, or set storage.identity.type to ${StaticKeys}.`,
      };
    },
  ),
  clusterRule(
    "storage-identity.static-keys-on-aws",
    "Static keys on Amazon S3: they never expire.",
    ["storage.endpoint", "storage.profile", "storage.identity.type", "storage.credentialsSecret"],
    ({ spec: { storage } }) =>
      storage.identity?.type === StaticKeys &&
      storage.credentialsSecret !== undefined &&
      isAws(storage.endpoint, storage.profile) && {
        path: "storage.credentialsSecret",
        value: storage.credentialsSecret.name,
        allowed:
          "static keys for S3-compatible stores only: on AWS they never expire and are everybody's who reads the Secret",
        fix: `Give the store in storage.endpoint, or set storage.identity.type to ${Irsa} or ${PodIdentity} instead of the Secret.`,
      },
  ),
  clusterRule(
    "storage-identity.aws-identity-elsewhere",
    "An identity of AWS on a store that is not Amazon S3.",
    ["storage.identity.type", "storage.endpoint", "storage.profile"],
    ({ args, spec }) => {
      const type = args.storage.identity?.type;
      const { endpoint, profile } = spec.storage;
      if (type === undefined || type === StaticKeys || endpoint === undefined || !isOtherStore(profile))
        return undefined;
      return {
        path: "storage.identity.type",
        value: type,
        allowed: `${StaticKeys} with storage.profile ${profile}: the store does not know keys that AWS hands out`,
        fix: `Set storage.identity.type to ${StaticKeys} and name a Secret in storage.credentialsSecret.`,
      };
    },
  ),
  ...(["jobManagerRoleArn", "taskManagerRoleArn"] as const).map((key) =>
    clusterRuleOfKinds(
      {
        "storage-identity.role-arn-missing": "IRSA without the role of a kind of process.",
        "storage-identity.role-arn-unused": "A role with another type than IRSA: the pods would not get it.",
        "storage-identity.role-arn": "A role by something else than the ARN of an IAM role.",
      },
      ["storage.identity.type", `storage.identity.${key}`],
      (subject) => roleProblems(key, subject),
    ),
  ),
  clusterRule(
    "storage-identity.irsa-without-region",
    "IRSA without a region: the pods exchange their token at the endpoint of a region.",
    ["storage.identity.type", "storage.region", "storage.plugin", "storage.profile"],
    ({ args, spec }) =>
      args.storage.identity?.type === Irsa &&
      spec.storage.region === undefined && {
        path: "storage.region",
        value: undefined,
        allowed: `a region with storage.identity.type ${Irsa}: the pods exchange their token at the endpoint of a region`,
        fix: "Set storage.region to the bucket's region, such as eu-central-1.",
      },
  ),
  clusterRule(
    "storage-identity.annotated",
    "An annotation of the service accounts that names a second role.",
    ["storage.identity.type", "access.serviceAccountAnnotations"],
    ({ args }) => {
      const annotated = args.access?.serviceAccountAnnotations?.[ROLE_ANNOTATION];
      if (args.storage.identity?.type === undefined || annotated === undefined) return undefined;
      return {
        path: `access.serviceAccountAnnotations["${ROLE_ANNOTATION}"]`,
        value: annotated,
        allowed: "the identity by storage.identity only: the annotation would put a second one into the pods",
        fix: `Remove the annotation; a role belongs into storage.identity with type ${Irsa}.`,
      };
    },
  ),
];

/** Amazon S3 itself: by default, by profile or by one of its own host names, such as that of a VPC endpoint. */
function isAws(endpoint: string | undefined, profile: Subject["spec"]["storage"]["profile"]): boolean {
  if (endpoint === undefined) return !isOtherStore(profile);
  return URL.canParse(endpoint) && /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
}

function roleProblems(key: "jobManagerRoleArn" | "taskManagerRoleArn", { args }: Subject): Problem[] {
  const { type, [key]: arn } = args.storage.identity ?? {};
  const path = `storage.identity.${key}`;
  if (type === Irsa && arn === undefined) {
    return [
      {
        rule: "storage-identity.role-arn-missing",
        path,
        value: undefined,
        allowed: `the ARN of an IAM role with storage.identity.type ${Irsa}`,
        fix: "Pass the storage of an S3StateStorage, or name the role that trusts this service account.",
      },
    ];
  }
  if (type !== Irsa && arn !== undefined) {
    return [
      {
        rule: "storage-identity.role-arn-unused",
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
  const wrong = mustMatch(POD_ROLE_ARN, path, arn);
  return wrong ? [{ rule: "storage-identity.role-arn", ...wrong }] : [];
}
