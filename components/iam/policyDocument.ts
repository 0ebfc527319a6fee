/** The version of the policy language, not of a policy. */
const LANGUAGE = "2012-10-17";

/** Operators of conditions, their keys and the allowed values. */
export type Conditions = Record<string, Record<string, string | string[]>>;

/** A statement of a policy; members in IAM's own spelling. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** Only in policies of a resource: of a bucket or, as trust policy, of a role. */
  readonly Principal?: "*" | Record<string, string>;
  readonly Action: string[];
  readonly Resource?: string[];
  readonly Condition?: Conditions;
}

/** A policy of IAM, S3 or STS. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: Statement[];
}

/** The text of a policy, the same for the same statements. */
export function policyText(statements: Statement[]): string {
  const document: PolicyDocument = { Version: LANGUAGE, Statement: statements };
  return JSON.stringify(document);
}
