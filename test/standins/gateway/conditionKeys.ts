import type { ConditionKeys } from "./iam/conditions";

/** The condition keys whose values the gateway knows at a request to S3 or KMS; all others are refused in policies. */
export const S3_KEYS: ConditionKeys = {
  "aws:SecureTransport": { type: "bool" },
  "aws:PrincipalArn": { type: "arn" },
  "aws:PrincipalAccount": { type: "string" },
  "aws:PrincipalType": { type: "string" },
  "aws:userid": { type: "string" },
  "aws:ResourceAccount": { type: "string" },
  "aws:RequestedRegion": { type: "string" },
  "aws:CurrentTime": { type: "date" },
  "aws:EpochTime": { type: "date" },
  "s3:prefix": { type: "string" },
  "s3:delimiter": { type: "string" },
  "s3:max-keys": { type: "numeric" },
  "s3:versionid": { type: "string" },
  "s3:x-amz-acl": { type: "string" },
  "s3:x-amz-copy-source": { type: "string" },
  "s3:x-amz-storage-class": { type: "string" },
  "s3:x-amz-server-side-encryption": { type: "string" },
  "s3:x-amz-server-side-encryption-aws-kms-key-id": { type: "arn" },
  "s3:ResourceAccount": { type: "string" },
  "s3:authType": { type: "string" },
  "s3:signatureversion": { type: "string" },
  "kms:ViaService": { type: "string" },
  "kms:CallerAccount": { type: "string" },
  "kms:EncryptionContext:": { type: "string" },
};

/** The condition keys of a trust policy for tokens of an issuer, by its name without scheme. */
export function trustKeys(issuer: string): ConditionKeys {
  return {
    "aws:CurrentTime": { type: "date" },
    "aws:SecureTransport": { type: "bool" },
    "sts:RoleSessionName": { type: "string" },
    [`${issuer}:sub`]: { type: "string" },
    // Kubernetes gives several where a pod asks for several; IAM compares the one of the provider.
    [`${issuer}:aud`]: { type: "string" },
  };
}
