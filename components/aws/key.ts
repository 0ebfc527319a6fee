import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { BucketEncryptionType } from "../s3StateStorageArgs";
import type { StorageScope } from "./scope";

/** The longest time that AWS gives to think again. */
const DELETION_WINDOW_DAYS = 30;

/** ARN of the key that encrypts a new bucket: the given one, a created one, or none with SSE-S3. */
export function createKey({ args, name, kept }: StorageScope, bucket: pulumi.Output<string>): pulumi.Output<string> | undefined {
  const { encryption, region, tags } = args;
  if (encryption?.type !== BucketEncryptionType.SseKms) return undefined;
  if (encryption.kmsKeyArn !== undefined) return pulumi.output(encryption.kmsKeyArn);
  const child = `${name}-state`;
  // Without a policy of its own, a key is used by whom IAM policies of the account let: the roles, and nobody by default.
  const key = new kms.Key(
    child,
    { description: pulumi.interpolate`Flink state in s3://${bucket}`, enableKeyRotation: true, deletionWindowInDays: DELETION_WINDOW_DAYS, region, tags },
    kept,
  );
  // A bucket's name is the only one of its kind.
  new kms.Alias(child, { name: pulumi.interpolate`alias/${bucket}`, targetKeyId: key.keyId, region }, kept);
  return key.arn;
}
