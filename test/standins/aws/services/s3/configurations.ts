import {
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { ifFound } from "../../plugin/aws";
import type { Handler } from "../../plugin/handler";
import type { Properties } from "../../plugin/values";
import { packageNames, sdkNames } from "../names";

/** A part of a bucket's configuration that is put as a whole. */
interface Configuration {
  serves: string[];
  put(s3: S3Client, Bucket: string, inputs: Properties): Promise<unknown>;
  /** Undefined where the bucket has none. */
  get(s3: S3Client, Bucket: string): Promise<Properties | undefined>;
  remove(s3: S3Client, Bucket: string, state: Properties): Promise<unknown>;
}

/** Its id is the bucket's name; creating and updating are the same call. */
function configuration({ serves, put, get, remove }: Configuration): Handler {
  return {
    serves: ["bucket", "region", ...serves],
    replaceOn: ["bucket"],
    name: { input: "bucket" },
    async create(inputs, { s3 }) {
      await put(s3, inputs.bucket, inputs);
      return inputs.bucket;
    },
    async update(id, inputs, { s3 }) {
      await put(s3, id, inputs);
    },
    async read(id, { s3 }) {
      const found = await ifFound(get(s3, id));
      return found && { bucket: id, ...found };
    },
    async delete(id, { s3 }, state) {
      await remove(s3, id, state);
    },
  };
}

const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** aws.s3.BucketPublicAccessBlock */
export const publicAccessBlock = configuration({
  serves: BLOCKS,
  put: (s3, Bucket, inputs) =>
    s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: sdkNames(
          Object.fromEntries(BLOCKS.map((name) => [name, inputs[name] ?? false])),
        ),
      }),
    ),
  get: async (s3, Bucket) =>
    packageNames((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration),
  remove: (s3, Bucket) => s3.send(new DeletePublicAccessBlockCommand({ Bucket })),
});

/** aws.s3.BucketOwnershipControls */
export const ownershipControls = configuration({
  serves: ["rule"],
  put: (s3, Bucket, { rule }) =>
    s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [sdkNames(rule)] } })),
  get: async (s3, Bucket) => ({
    rule: packageNames((await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls!.Rules![0]),
  }),
  remove: (s3, Bucket) => s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket })),
});

/** aws.s3.BucketServerSideEncryptionConfiguration */
export const encryption = configuration({
  serves: ["rules"],
  put: (s3, Bucket, { rules }) =>
    s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: sdkNames(rules) } })),
  get: async (s3, Bucket) => ({
    rules: packageNames(
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration!.Rules,
    ),
  }),
  remove: (s3, Bucket) => s3.send(new DeleteBucketEncryptionCommand({ Bucket })),
});

/** aws.s3.BucketVersioning. A bucket cannot forget that it had versions: removing it suspends them, as the official plugin does. */
export const versioning = configuration({
  serves: ["versioningConfiguration"],
  put: (s3, Bucket, { versioningConfiguration }) =>
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: sdkNames(versioningConfiguration) })),
  get: async (s3, Bucket) => {
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    return Status && { versioningConfiguration: { status: Status } };
  },
  remove: (s3, Bucket) =>
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } })),
});

/** aws.s3.BucketLifecycleConfiguration */
export const lifecycle = configuration({
  serves: ["rules"],
  put: (s3, Bucket, { rules }) =>
    s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: sdkNames(rules) } })),
  get: async (s3, Bucket) => ({
    rules: packageNames((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules),
  }),
  remove: (s3, Bucket) => s3.send(new DeleteBucketLifecycleCommand({ Bucket })),
});

/** aws.s3.BucketPolicy */
export const policy = configuration({
  serves: ["policy"],
  put: (s3, Bucket, { policy: Policy }) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy })),
  get: async (s3, Bucket) => ({ policy: (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy }),
  remove: (s3, Bucket) => s3.send(new DeleteBucketPolicyCommand({ Bucket })),
});

/** aws.s3.BucketLogging */
export const logging = configuration({
  serves: ["targetBucket", "targetPrefix"],
  put: (s3, Bucket, { targetBucket, targetPrefix }) =>
    s3.send(
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: targetBucket, TargetPrefix: targetPrefix } },
      }),
    ),
  get: async (s3, Bucket) => packageNames((await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled),
  remove: (s3, Bucket) => s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} })),
});
