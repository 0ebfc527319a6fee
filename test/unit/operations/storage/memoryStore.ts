import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { S3Client } from "@aws-sdk/client-s3";

interface Kept {
  body: Buffer;
  etag: string;
}

/** An S3 store in memory for tests of copying: the commands that are used, with their preconditions. */
export class MemoryStore extends S3Client {
  readonly objects = new Map<string, Kept>();
  readonly uploads = new Map<string, Map<number, Kept>>();
  /** Names of the commands that were sent. */
  readonly sent: string[] = [];
  /** Called before each command; may throw. */
  before: (command: string, input: Record<string, any>) => void = () => {};

  constructor() {
    super({ region: "us-east-1", credentials: { accessKeyId: "x", secretAccessKey: "x" } });
  }

  put(path: string, body: string | Buffer, etag?: string): void {
    const bytes = Buffer.from(body);
    this.objects.set(path, { body: bytes, etag: etag ?? createHash("md5").update(bytes).digest("hex") });
  }

  override send(command: any): any {
    return this.run(String(command.constructor.name).replace("Command", ""), command.input as Record<string, any>);
  }

  private async run(command: string, input: Record<string, any>): Promise<any> {
    this.sent.push(command);
    this.before(command, input);
    const path = `${input.Bucket}/${input.Key}`;
    switch (command) {
      case "ListObjectsV2": {
        const keys = [...this.objects.keys()]
          .sort()
          .filter((key) => key.startsWith(`${input.Bucket}/${input.Prefix}`) && key > (input.ContinuationToken ?? ""));
        const page = keys.slice(0, 2);
        const Contents = page.map((key) => ({
          Key: key.slice(input.Bucket.length + 1),
          Size: this.objects.get(key)!.body.length,
          LastModified: new Date(0),
          ETag: `"${this.objects.get(key)!.etag}"`,
        }));
        return {
          Contents,
          IsTruncated: keys.length > 2,
          NextContinuationToken: keys.length > 2 ? page.at(-1) : undefined,
        };
      }
      case "GetObject": {
        const { body } = this.get(path, input.IfMatch);
        const read = this.range(body, input.Range);
        return {
          Body: Object.assign(Readable.from([read]), { transformToByteArray: async () => new Uint8Array(read) }),
        };
      }
      case "PutObject":
        return this.put(path, input.Body as Buffer);
      case "CopyObject": {
        const { body, etag } = this.get(decodeURIComponent(input.CopySource as string), input.CopySourceIfMatch);
        return this.put(path, body, etag);
      }
      case "CreateMultipartUpload":
        this.uploads.set(path, new Map());
        return { UploadId: path };
      case "UploadPart":
        return { ETag: this.part(input, Buffer.from(input.Body as Buffer)) };
      case "UploadPartCopy":
        return {
          CopyPartResult: {
            ETag: this.part(
              input,
              this.range(
                this.get(decodeURIComponent(input.CopySource as string), input.CopySourceIfMatch).body,
                input.CopySourceRange,
              ),
            ),
          },
        };
      case "CompleteMultipartUpload": {
        const parts = (input.MultipartUpload.Parts as { PartNumber: number; ETag: string }[]).map(
          ({ PartNumber, ETag }) => {
            const kept = this.uploads.get(input.UploadId as string)!.get(PartNumber)!;
            if (kept.etag !== ETag) throw new Error(`InvalidPart ${PartNumber}`);
            return kept.body;
          },
        );
        this.uploads.delete(input.UploadId as string);
        return this.put(
          path,
          Buffer.concat(parts),
          `${createHash("md5").update(Buffer.concat(parts)).digest("hex")}-${parts.length}`,
        );
      }
      case "AbortMultipartUpload":
        return void this.uploads.delete(input.UploadId as string);
      default:
        throw new Error(`MemoryStore does not know ${command}`);
    }
  }

  private get(path: string, ifMatch?: string): Kept {
    const kept = this.objects.get(path);
    if (kept === undefined) throw Object.assign(new Error(path), { name: "NoSuchKey" });
    if (ifMatch !== undefined && ifMatch !== kept.etag)
      throw Object.assign(new Error(path), { name: "PreconditionFailed" });
    return kept;
  }

  private range(body: Buffer, range?: string): Buffer {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [undefined, 0, body.length - 1];
    return body.subarray(Number(from), Number(to) + 1);
  }

  private part(input: Record<string, any>, body: Buffer): string {
    const etag = createHash("md5").update(body).digest("hex");
    this.uploads.get(input.UploadId as string)!.set(input.PartNumber as number, { body, etag });
    return etag;
  }
}
