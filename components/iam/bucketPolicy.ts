import { policyText, type Statement } from "./policyDocument";

/** What a bucket refuses, whatever IAM policies grant. */
export interface BucketDenials {
  readonly bucketArn: string;
  /** Key of the cluster's folder. */
  readonly stateKey: string;
  /** The only roles that may write there; undefined for whoever IAM lets. */
  readonly writers?: string[];
}

/** The policy of a bucket: a bucket has only one, so that all refusals are in it. */
export function bucketPolicy({ bucketArn, stateKey, writers }: BucketDenials): string {
  const insecure: Statement = {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:*"],
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  if (writers === undefined) return policyText([insecure]);
  const otherWriters: Statement = {
    Sid: "DenyOtherWriters",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    // All but the folder's marker, which is the component's.
    Resource: [`${bucketArn}/${stateKey}/?*`],
    Condition: { ArnNotEquals: { "aws:PrincipalArn": writers } },
  };
  return policyText([insecure, otherWriters]);
}
