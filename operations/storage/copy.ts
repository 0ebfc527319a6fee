import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import type { Progress } from "../progress";
import type { StoredObject } from "./inventory";
import { fileName } from "./location";

/** A folder of a store. */
export interface StoreFolder {
  readonly client: S3Client;
  readonly bucket: string;
  /** Without slash at the end. */
  readonly prefix: string;
}

/** Objects of one folder and where they go. */
export interface Copy {
  readonly source: StoreFolder;
  readonly target: StoreFolder;
  /** Whether the store can copy by itself. */
  readonly sameStore: boolean;
  readonly objects: StoredObject[];
}

/** Sizes above which an object is copied in parts, and of these parts. */
export interface Limits {
  readonly whole: number;
  readonly part: number;
}

const MEBIBYTE = 1024 ** 2;
/** A store copies up to 5 GiB at once; what goes through this process is held in memory, a part at a time. */
const SAME_STORE: Limits = { whole: 5 * 1024 * MEBIBYTE, part: 1024 * MEBIBYTE };
const THROUGH_HERE: Limits = { whole: 64 * MEBIBYTE, part: 64 * MEBIBYTE };
/** As many as S3 allows. */
const MOST_PARTS = 10_000;
const PARALLEL = 4;

/** Copies the objects, `_metadata` last: until then the target is no savepoint to Flink. */
export async function copyObjects(
  copy: Copy,
  progress: Progress,
  limits = copy.sameStore ? SAME_STORE : THROUGH_HERE,
): Promise<void> {
  const [metadata, files] = [
    copy.objects.filter(({ key }) => fileName(key) === "_metadata"),
    copy.objects.filter(({ key }) => fileName(key) !== "_metadata"),
  ];
  let copied = 0;
  const next = files.values();
  const worker = async () => {
    for (const object of next) {
      await copyObject(copy, object, limits);
      progress(`${++copied} of ${copy.objects.length} objects copied`);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  for (const object of metadata) await copyObject(copy, object, limits);
}

async function copyObject(copy: Copy, object: StoredObject, limits: Limits): Promise<void> {
  const { source, target, sameStore } = copy;
  const to = { Bucket: target.bucket, Key: `${target.prefix}/${fileName(object.key)}` };
  const from = `${source.bucket}/${object.key.split("/").map(encodeURIComponent).join("/")}`;
  if (object.size <= limits.whole) {
    // An object that changes meanwhile fails the copy.
    if (sameStore)
      await target.client.send(new CopyObjectCommand({ ...to, CopySource: from, CopySourceIfMatch: object.etag }));
    else await target.client.send(new PutObjectCommand({ ...to, Body: await read(source, object) }));
    return;
  }
  await inParts(target, to, ranges(object.size, limits.part), async (part, range) => {
    if (!sameStore)
      return (
        await target.client.send(new UploadPartCommand({ ...to, ...part, Body: await read(source, object, range) }))
      ).ETag;
    return (
      await target.client.send(
        new UploadPartCopyCommand({
          ...to,
          ...part,
          CopySource: from,
          CopySourceRange: range,
          CopySourceIfMatch: object.etag,
        }),
      )
    ).CopyPartResult?.ETag;
  });
}

type Part = { UploadId: string | undefined; PartNumber: number };

/** Uploads in parts; what fails is aborted, so that no part is left to be paid for. */
async function inParts(
  { client }: StoreFolder,
  to: { Bucket: string; Key: string },
  all: string[],
  upload: (part: Part, range: string) => Promise<string | undefined>,
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(to));
  try {
    const Parts = [];
    for (const [index, range] of all.entries())
      Parts.push({ PartNumber: index + 1, ETag: await upload({ UploadId, PartNumber: index + 1 }, range) });
    await client.send(new CompleteMultipartUploadCommand({ ...to, UploadId, MultipartUpload: { Parts } }));
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...to, UploadId }));
    throw error;
  }
}

/** Ranges of bytes that cover an object, in HTTP's notation. */
export function ranges(size: number, part: number, most = MOST_PARTS): string[] {
  const length = Math.max(part, Math.ceil(size / most));
  return Array.from(
    { length: Math.ceil(size / length) },
    (_, index) => `bytes=${index * length}-${Math.min((index + 1) * length, size) - 1}`,
  );
}

async function read({ client, bucket }: StoreFolder, { key, etag }: StoredObject, Range?: string): Promise<Uint8Array> {
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, Range, ...(etag && { IfMatch: etag }) }),
  );
  return Body!.transformToByteArray();
}
