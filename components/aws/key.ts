import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { BucketEncryptionType } from "../arguments/bucket";
import type { StateStorageInputs } from "./inputs";

/** The longest deletion window that KMS allows. */
const DELETION_WINDOW_DAYS = 30;

/** ARN of the key that encrypts a new bucket: the given one, a created one, or none with SSE-S3. */
export function createKey(
  { args, name, child, kept }: StateStorageInputs,
  bucket: pulumi.Output<string>,
): pulumi.Output<string> | undefined {
  const { encryption, region, tags } = args;
  if (encryption?.type !== BucketEncryptionType.SseKms) return undefined;
  if (encryption.kmsKeyArn !== undefined) return pulumi.output(encryption.kmsKeyArn);
  const logicalName = `${name}-state`;
  // Without a key policy, IAM policies of the account decide who may use the key.
  const key = new kms.Key(
    logicalName,
    {
      description: pulumi.interpolate`Flink state in s3://${bucket}`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      region,
      tags,
    },
    kept,
  );
  // A bucket's name is the only one of its kind. Not kept: it would be in the way of the alias of a later key.
  new kms.Alias(logicalName, { name: pulumi.interpolate`alias/${bucket}`, targetKeyId: key.keyId, region }, child);
  return key.arn;
}
