import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { ifFound } from "../../plugin/aws";
import type { Handler } from "../../plugin/handler";

/** aws.s3.BucketObjectv2, of empty objects only. There are no default tags to override here. */
export const object: Handler = {
  serves: ["bucket", "key", "contentType", "region", "overrideProvider"],
  replaceOn: ["bucket", "key"],

  async create(inputs, { s3 }) {
    await put(inputs, s3);
    return `${inputs.bucket}/${inputs.key}`;
  },

  async update(_, inputs, { s3 }) {
    await put(inputs, s3);
  },

  async read(id, { s3 }) {
    const { Bucket, Key } = place(id);
    const found = await ifFound(s3.send(new HeadObjectCommand({ Bucket, Key })));
    return found && { bucket: Bucket, key: Key, contentType: found.ContentType, etag: found.ETag?.replaceAll('"', "") };
  },

  /** With every version, as the official plugin does. */
  async delete(id, { s3 }) {
    const { Bucket, Key } = place(id);
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
    const own = [...Versions, ...DeleteMarkers].filter((version) => version.Key === Key);
    for (const { VersionId } of own) await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  },
};

function put(
  { bucket, key, contentType }: Record<string, string>,
  s3: Parameters<Handler["create"]>[1]["s3"],
): Promise<unknown> {
  return s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: contentType, ContentLength: 0 }));
}

function place(id: string): { Bucket: string; Key: string } {
  const slash = id.indexOf("/");
  return { Bucket: id.slice(0, slash), Key: id.slice(slash + 1) };
}
