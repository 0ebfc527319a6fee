import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketTaggingCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketTaggingCommand,
  type BucketLocationConstraint,
  type S3Client,
} from "@aws-sdk/client-s3";
import { ifFound } from "../../plugin/aws";
import type { Handler } from "../../plugin/handler";
import { tagList, tagProperties } from "../names";

/** aws.s3.Bucket. What other resource types configure is left to them. */
export const bucket: Handler = {
  serves: ["bucket", "forceDestroy", "tags", "region"],
  replaceOn: ["bucket"],
  name: { input: "bucket", make: (stem) => stem.toLowerCase() },

  async create({ bucket: Bucket }, { s3, region }) {
    // The oldest region has no name as a location.
    const location =
      region === "us-east-1"
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
    await s3.send(new CreateBucketCommand({ Bucket, ...location }));
    return Bucket;
  },

  async settle(id, { tags = {} }, { s3 }) {
    if (Object.keys(tags).length === 0) await s3.send(new DeleteBucketTaggingCommand({ Bucket: id }));
    else await s3.send(new PutBucketTaggingCommand({ Bucket: id, Tagging: { TagSet: tagList(tags) } }));
  },

  async read(id, { s3 }) {
    if (!(await ifFound(s3.send(new HeadBucketCommand({ Bucket: id }))))) return undefined;
    const [location, tagging] = await Promise.all([
      s3.send(new GetBucketLocationCommand({ Bucket: id })),
      ifFound(s3.send(new GetBucketTaggingCommand({ Bucket: id }))),
    ]);
    const region = location.LocationConstraint || "us-east-1";
    return { bucket: id, region, ...bucketNames(id, region), ...tagProperties(tagging?.TagSet) };
  },

  async delete(id, { s3 }, { forceDestroy }) {
    if (forceDestroy) await empty(s3, id);
    await s3.send(new DeleteBucketCommand({ Bucket: id }));
  },
};

/** What follows from a bucket's name. */
export function bucketNames(name: string, region: string): Record<string, string> {
  return {
    arn: `arn:aws:s3:::${name}`,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    bucketRegion: region,
  };
}

/** Deletes every version of every object; a listing has a thousand of them at most. */
async function empty(s3: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key: Key!, VersionId }));
    if (Objects.length === 0) return;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    if (Errors.length > 0)
      throw new Error(`cannot delete ${Errors[0].Key} in bucket ${Bucket}: ${Errors[0].Code} ${Errors[0].Message}`);
  }
}
