import type { Check, Operation, S3Request } from "./operations";

/** Which call of KMS S3 makes in the caller's name, by operation, where the bucket is encrypted with a key of KMS. */
const CALLS: Record<string, string[]> = {
  GetObject: ["kms:Decrypt"],
  PutObject: ["kms:GenerateDataKey"],
  CopyObject: ["kms:Decrypt", "kms:GenerateDataKey"],
  CreateMultipartUpload: ["kms:GenerateDataKey"],
  // Parts are encrypted with the key of the upload, which S3 must decrypt each time.
  UploadPart: ["kms:Decrypt"],
  UploadPartCopy: ["kms:Decrypt"],
  CompleteMultipartUpload: ["kms:Decrypt"],
};

/**
 * What an operation needs of the key that encrypts a bucket. It is evaluated only: nothing is encrypted. With a bucket
 * key S3 asks KMS once in a while; here it asks every time.
 */
export function keyChecks(
  { name }: Operation,
  { bucket, headers }: S3Request,
  kmsKeyArn: string,
  context: Record<string, string>,
): Check[] {
  const resource = headers["x-amz-server-side-encryption-aws-kms-key-id"] ?? kmsKeyArn;
  const encryption = { "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${bucket}` };
  return (CALLS[name] ?? []).map((action) => ({ action, resource, context: { ...context, ...encryption } }));
}
