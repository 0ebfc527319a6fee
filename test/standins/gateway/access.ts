import { S3_KEYS, trustKeys } from "./conditionKeys";
import { PolicyError } from "./iam/policyError";
import { parsePolicy, type Policy } from "./iam/policy";

/** A role of IAM with its policies, as their texts. */
export interface RoleDefinition {
  readonly arn: string;
  readonly trustPolicy: string;
  readonly policies: string[];
}

/** A bucket, its policy and the key of KMS that encrypts it. */
export interface BucketDefinition {
  readonly name: string;
  readonly policy?: string;
  readonly kmsKeyArn?: string;
}

/** Everything that access is decided by. */
export interface AccessDefinition {
  readonly roles: RoleDefinition[];
  readonly buckets: BucketDefinition[];
}

/** Policies that have been understood. */
export class Access {
  private readonly roles: Map<string, { trust: Policy; identity: Policy[] }>;
  private readonly buckets: Map<string, { policy: Policy[]; kmsKeyArn?: string }>;

  /** Throws for a policy that is not understood as a whole. */
  constructor({ roles, buckets }: AccessDefinition, issuer: string) {
    const wrong = roles.find(({ arn }) => !/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn));
    if (wrong !== undefined) throw new PolicyError(`${wrong.arn} is no ARN of a role`);
    this.roles = new Map(
      roles.map(({ arn, trustPolicy, policies }) => [
        arn,
        {
          trust: parsePolicy(`trust of ${arn}`, "trust", trustPolicy, trustKeys(issuer)),
          identity: policies.map((policy, index) => parsePolicy(`${arn}#${index}`, "identity", policy, S3_KEYS)),
        },
      ]),
    );
    this.buckets = new Map(
      buckets.map(({ name, policy, kmsKeyArn }) => [
        name,
        { policy: policy === undefined ? [] : [parsePolicy(`bucket ${name}`, "resource", policy, S3_KEYS)], kmsKeyArn },
      ]),
    );
  }

  /** Who may assume a role; undefined for a role that does not exist. */
  trust(roleArn: string): Policy | undefined {
    return this.roles.get(roleArn)?.trust;
  }

  identity(roleArn: string): Policy[] {
    return this.roles.get(roleArn)?.identity ?? [];
  }

  bucket(name: string): { policy: Policy[]; kmsKeyArn?: string } {
    return this.buckets.get(name) ?? { policy: [] };
  }
}
