import type { Problem } from "./problem";

/** What an ARN must look like. */
interface Form {
  rule: string;
  pattern: RegExp;
  allowed: string;
  fix: string;
}

const PARTITION = "arn:aws[a-z-]*";

/** Partition, account and path are free; an IAM role has no region. */
export const ROLE_ARN = new RegExp(`^${PARTITION}:iam::\\d{12}:role/[\\w+=,.@/-]+$`);

/** ARNs that the arguments name. They enter policies, where `*` would be more than one thing. */
const FORMS = {
  role: {
    rule: "state-storage.role-arn",
    pattern: ROLE_ARN,
    allowed: "arn:aws:iam::<account>:role/<name>",
    fix: "Give the ARN of the role as `aws iam get-role` shows it, not of a session or an instance profile.",
  },
  policy: {
    rule: "state-storage.policy-arn",
    pattern: new RegExp(`^${PARTITION}:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]+$`),
    allowed: "arn:aws:iam::<account>:policy/<name>",
    fix: "Give the ARN of a managed policy; an inline policy has none.",
  },
  key: {
    rule: "state-storage.kms-key-arn",
    pattern: new RegExp(`^${PARTITION}:kms:[a-z0-9-]+:\\d{12}:key/[\\w-]+$`),
    allowed: "arn:aws:kms:<region>:<account>:key/<id>",
    fix: "Give the ARN of the key itself: IAM policies do not follow an alias.",
  },
  oidcProvider: {
    rule: "state-storage.oidc-provider-arn",
    pattern: new RegExp(`^${PARTITION}:iam::\\d{12}:oidc-provider/[\\w.-]+(/[\\w./-]+)?$`),
    allowed: "arn:aws:iam::<account>:oidc-provider/<issuer without https://>",
    fix: "Give the ARN of the IAM OIDC provider, as `aws iam list-open-id-connect-providers` shows it; the issuer's URL is not enough.",
  },
} satisfies Record<string, Form>;

/** Checks an ARN that is given. */
export function arnProblems(form: keyof typeof FORMS, path: string, value: string | undefined): Problem[] {
  const { rule, pattern, allowed, fix } = FORMS[form];
  return value === undefined || pattern.test(value) ? [] : [{ rule, path, value, allowed, fix }];
}
