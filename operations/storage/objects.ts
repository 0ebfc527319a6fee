import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { OperationError } from "../errors";
import type { Size, StoredObject } from "./inventory";
import { location } from "./location";

/** All objects under a prefix. */
export async function* listObjects(client: S3Client, bucket: string, prefix: string): AsyncGenerator<StoredObject> {
  try {
    for await (const { Contents } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
      for (const { Key, Size, LastModified, ETag } of Contents ?? [])
        yield { key: Key!, size: Size ?? 0, modified: LastModified!, etag: ETag?.replaceAll('"', "") };
    }
  } catch (error) {
    if ((error as Error).name !== "NoSuchBucket") throw error;
    throw new OperationError(
      {
        what: `there is no bucket ${bucket}`,
        todo: "Correct the URI, or make the bucket first, for example with S3StateStorage.",
      },
      { cause: error },
    );
  }
}

/** All uploads under a prefix that were begun and neither completed nor aborted. */
export async function* listUploads(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<{ key: string; initiated: Date }> {
  let next: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (next !== undefined) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...next }),
    );
    // Some stores do not look at the prefix here.
    for (const { Key, Initiated } of page.Uploads ?? [])
      if (Key!.startsWith(prefix)) yield { key: Key!, initiated: Initiated! };
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined;
  }
}

/** Content of an object. */
export async function readObject(client: S3Client, uri: string): Promise<Buffer> {
  const { bucket, prefix } = location(uri);
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: prefix }));
  return Buffer.from(await Body!.transformToByteArray());
}

/** Counts what lies below a URI. */
export async function measure(client: S3Client, uri: string): Promise<Size> {
  const { bucket, prefix } = location(uri);
  const found = { objects: 0, bytes: 0 };
  for await (const { size } of listObjects(client, bucket, `${prefix}/`)) {
    found.objects++;
    found.bytes += size;
  }
  return found;
}

/** Deletes every object below a URI and counts them. */
export async function deleteObjects(client: S3Client, uri: string): Promise<number> {
  const { bucket, prefix } = location(uri);
  let deleted = 0;
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${prefix}/` })) {
    const objects = (page.Contents ?? []).map(({ Key }) => ({ Key: Key! }));
    if (objects.length === 0) continue;
    const { Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
    );
    if (Errors?.length) throw new Error(`Could not delete ${Errors[0].Key}: ${Errors[0].Message}`);
    deleted += objects.length;
  }
  return deleted;
}
