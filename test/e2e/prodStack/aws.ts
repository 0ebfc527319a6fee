import { UNKNOWN } from "../../standins/aws/plan";
import { BUCKET, ISSUER, NAMESPACE, TAGS } from "./names";

const trust = (serviceAccount: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "ServiceAccount",
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          [`${ISSUER}:sub`]: `system:serviceaccount:${NAMESPACE}:${serviceAccount}`,
          [`${ISSUER}:aud`]: "sts.amazonaws.com",
        },
      },
    },
  ],
});
const role = (serviceAccount: string) => ({
  assumeRolePolicy: trust(serviceAccount),
  description: `Flink state for the service account ${NAMESPACE}/${serviceAccount}`,
  path: "/flink/",
  tags: TAGS,
});
/** The encryption of the bucket with a key. */
export const encryption = (kmsMasterKeyId: string) => ({
  bucket: BUCKET,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId }, bucketKeyEnabled: true }],
});
const everything = { filter: { prefix: "" }, status: "Enabled" };

/** Every object on AWS; what only AWS knows is unknown. */
export const AWS: Record<string, object> = {
  "aws:s3/bucket:Bucket orders-state": { bucket: BUCKET, tags: TAGS },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock orders-state": {
    bucket: BUCKET,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls orders-state": {
    bucket: BUCKET,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration orders-state":
    encryption(UNKNOWN),
  "aws:s3/bucketVersioning:BucketVersioning orders-state": {
    bucket: BUCKET,
    versioningConfiguration: { status: "Enabled" },
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration orders-state": {
    bucket: BUCKET,
    rules: [
      { id: "abort-incomplete-uploads", ...everything, abortIncompleteMultipartUpload: { daysAfterInitiation: 14 } },
      {
        id: "expire-noncurrent-versions",
        ...everything,
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ],
  },
  // Names the roles that may write.
  "aws:s3/bucketPolicy:BucketPolicy orders-state": { bucket: BUCKET, policy: UNKNOWN },
  "aws:kms/key:Key orders-state": {
    description: `Flink state in s3://${BUCKET}`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    tags: TAGS,
  },
  "aws:kms/alias:Alias orders-state": { name: `alias/${BUCKET}`, targetKeyId: UNKNOWN },
  "aws:iam/role:Role orders-jobmanager": role("orders-jobmanager"),
  "aws:iam/role:Role orders-taskmanager": role("orders-taskmanager"),
  "aws:s3/bucketObjectv2:BucketObjectv2 orders-state": {
    bucket: BUCKET,
    key: "flink/orders/",
    contentType: "application/x-directory",
    overrideProvider: { defaultTags: { tags: {} } },
  },
  // Name the key.
  "aws:iam/rolePolicy:RolePolicy orders-jobmanager": { policy: UNKNOWN },
  "aws:iam/rolePolicy:RolePolicy orders-taskmanager": { policy: UNKNOWN },
};

/** What holds or guards state. */
export const KEPT = Object.keys(AWS).filter((object) => /^aws:(s3|kms)/.test(object) && !/Alias|Object/.test(object));

/** A statement of a policy that S3StateStorage computes. */
export interface Statement {
  Sid: string;
  Action: string[];
  Resource: string[];
  Condition?: object;
}
