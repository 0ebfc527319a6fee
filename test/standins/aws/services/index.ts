import type { AwsFunction, Handler } from "../plugin/handler";
import { podIdentityAssociation } from "./eks";
import { getBucket, getCallerIdentity, getPartition, getRegion } from "./functions";
import { role, rolePolicy, rolePolicyAttachment } from "./iam";
import { alias, key } from "./kms";
import { bucket } from "./s3/bucket";
import {
  encryption,
  lifecycle,
  logging,
  ownershipControls,
  policy,
  publicAccessBlock,
  versioning,
} from "./s3/configurations";
import { object } from "./s3/object";

/** The resource types that are served, by token. */
export const handlers: Record<string, Handler> = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": publicAccessBlock,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ownershipControls,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": encryption,
  "aws:s3/bucketVersioning:BucketVersioning": versioning,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
  "aws:s3/bucketPolicy:BucketPolicy": policy,
  "aws:s3/bucketLogging:BucketLogging": logging,
  "aws:s3/bucketObjectv2:BucketObjectv2": object,
  "aws:kms/key:Key": key,
  "aws:kms/alias:Alias": alias,
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": podIdentityAssociation,
};

/** The functions that are answered, by token. */
export const functions: Record<string, AwsFunction> = {
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getRegion:getRegion": getRegion,
  "aws:index/getPartition:getPartition": getPartition,
  "aws:s3/getBucket:getBucket": getBucket,
};
