import { storage, type RefusedCase } from "./case";

const ROLE = "arn:aws:iam::123456789012:role/flink";
const ROLES = { jobManagerRoleArn: ROLE, taskManagerRoleArn: ROLE };
const KEYS = { credentialsSecret: { name: "keys" } };
const IRSA = { identity: { type: "irsa", ...ROLES }, region: "eu-central-1" };
const MINIO = { endpoint: "http://minio:9000", profile: "minio" };

/** What the rules about the identity of the pods refuse: combinations that cannot work, or not as they seem to. */
export const STORAGE_IDENTITY_CASES: RefusedCase[] = [
  ...[MINIO, {}].map((settings) => ({
    args: { storage: storage({ ...settings, identity: { type: "static-keys" } }) },
    rule: "storage-identity.static-keys-without-secret",
    path: "storage.credentialsSecret",
    value: undefined,
    allowed: "a Secret with storage.identity.type static-keys",
    fix: "Name an existing Secret of the namespace in storage.credentialsSecret, or choose another identity.",
  })),
  ...["irsa", "pod-identity", "instance-profile"].map((type) => ({
    args: { storage: storage({ ...KEYS, ...(type === "irsa" ? IRSA : { identity: { type } }) }) },
    rule: "storage-identity.secret-beside-identity",
    path: "storage.credentialsSecret",
    value: "keys",
    allowed: `no Secret with storage.identity.type ${type}: its keys would be taken before those of the role`,
    fix: "Remove storage.credentialsSecret, or set storage.identity.type to static-keys.",
  })),
  ...[
    { ...KEYS },
    { ...KEYS, identity: { type: "static-keys" } },
    { ...KEYS, endpoint: "https://s3.eu-central-1.amazonaws.com" },
    { ...KEYS, endpoint: "https://bucket.vpce-1a2b3c4d.s3.cn-north-1.vpce.amazonaws.com.cn" },
  ].map((settings) => ({
    args: { storage: storage(settings) },
    rule: "storage-identity.static-keys-on-aws",
    path: "storage.credentialsSecret",
    value: "keys",
    allowed:
      "static keys for S3-compatible stores only: on AWS they never expire and are everybody's who reads the Secret",
    fix: "Give the store in storage.endpoint, or set storage.identity.type to irsa or pod-identity instead of the Secret.",
  })),
  ...["irsa", "pod-identity", "instance-profile"].map((type) => ({
    args: { storage: storage({ ...MINIO, ...(type === "irsa" ? IRSA : { identity: { type } }) }) },
    rule: "storage-identity.aws-identity-elsewhere",
    path: "storage.identity.type",
    value: type,
    allowed: "static-keys with storage.profile minio: the store does not know keys that AWS hands out",
    fix: "Set storage.identity.type to static-keys and name a Secret in storage.credentialsSecret.",
  })),
  ...["jobManagerRoleArn", "taskManagerRoleArn"].map((key) => ({
    args: { storage: storage({ ...IRSA, identity: { ...IRSA.identity, [key]: undefined } }) },
    rule: "storage-identity.role-arn-missing",
    path: `storage.identity.${key}`,
    value: undefined,
    allowed: "the ARN of an IAM role with storage.identity.type irsa",
    fix: "Pass the storage of an S3StateStorage, or name the role that trusts this service account.",
  })),
  ...["jobManagerRoleArn", "taskManagerRoleArn"].map((key) => ({
    args: { storage: storage({ ...IRSA, identity: { ...IRSA.identity, [key]: "flink" } }) },
    rule: "storage-identity.role-arn",
    path: `storage.identity.${key}`,
    value: "flink",
    allowed: "arn:aws:iam::<12 digits>:role/<name>",
    fix: "Give the ARN of the IAM role itself, not that of a session, user or instance profile.",
  })),
  {
    args: { storage: storage({ ...MINIO, ...KEYS, identity: { type: "static-keys", jobManagerRoleArn: ROLE } }) },
    rule: "storage-identity.role-arn-unused",
    path: "storage.identity.jobManagerRoleArn",
    value: ROLE,
    allowed: "a role only with storage.identity.type irsa, where the pods name it themselves",
    fix: "Remove storage.identity.jobManagerRoleArn, or choose irsa.",
  },
  {
    args: { storage: storage({ identity: { type: "pod-identity", taskManagerRoleArn: ROLE } }) },
    rule: "storage-identity.role-arn-unused",
    path: "storage.identity.taskManagerRoleArn",
    value: ROLE,
    allowed: "a role only with storage.identity.type irsa, where the pods name it themselves",
    fix: "Remove storage.identity.taskManagerRoleArn: the association of the service account has the role.",
  },
  {
    args: { storage: storage({ ...IRSA, region: undefined }) },
    rule: "storage-identity.irsa-without-region",
    path: "storage.region",
    value: undefined,
    allowed: "a region with storage.identity.type irsa: the pods exchange their token at the endpoint of a region",
    fix: "Set storage.region to the bucket's region, such as eu-central-1.",
  },
  {
    args: {
      storage: storage({ identity: { type: "pod-identity" } }),
      access: { serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": ROLE } },
    },
    rule: "storage-identity.annotated",
    path: 'access.serviceAccountAnnotations["eks.amazonaws.com/role-arn"]',
    value: ROLE,
    allowed: "the identity by storage.identity only: the annotation would put a second one into the pods",
    fix: "Remove the annotation; a role belongs into storage.identity with type irsa.",
  },
];
