import type { Form } from "./forms";

const PARTITION = "arn:aws[a-z-]*";

/** Partition, account and path are free; an IAM role has no region. ARNs enter policies, where `*` would be more than one thing. */
export const ROLE_ARN: Form = {
  pattern: new RegExp(`^${PARTITION}:iam::\\d{12}:role/[\\w+=,.@/-]+$`),
  allowed: "arn:aws:iam::<account>:role/<name>",
  fix: "Give the ARN of the role as `aws iam get-role` shows it, not of a session or an instance profile.",
};

/** A managed policy, AWS's own ones included. */
export const POLICY_ARN: Form = {
  pattern: new RegExp(`^${PARTITION}:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]+$`),
  allowed: "arn:aws:iam::<account>:policy/<name>",
  fix: "Give the ARN of a managed policy; an inline policy has none.",
};

/** A KMS key. */
export const KEY_ARN: Form = {
  pattern: new RegExp(`^${PARTITION}:kms:[a-z0-9-]+:\\d{12}:key/[\\w-]+$`),
  allowed: "arn:aws:kms:<region>:<account>:key/<id>",
  fix: "Give the ARN of the key itself: IAM policies do not follow an alias.",
};

/** The issuer of tokens of a Kubernetes cluster, as IAM knows it. */
export const OIDC_PROVIDER_ARN: Form = {
  pattern: new RegExp(`^${PARTITION}:iam::\\d{12}:oidc-provider/[\\w.-]+(/[\\w./-]+)?$`),
  allowed: "arn:aws:iam::<account>:oidc-provider/<issuer without https://>",
  fix: "Give the ARN of the IAM OIDC provider, as `aws iam list-open-id-connect-providers` shows it; the issuer's URL is not enough.",
};
