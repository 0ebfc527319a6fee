import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { AwsError } from "./awsError";

/** Checks the signature of a chunk, or of the trailing headers. */
export type ChunkCheck = (kind: "PAYLOAD" | "TRAILER", data: Buffer, signature: string) => Promise<void>;

/** Bodies in chunks, as `x-amz-content-sha256` announces them. */
export const STREAMING =
  /^STREAMING-(AWS4-HMAC-SHA256-PAYLOAD|AWS4-HMAC-SHA256-PAYLOAD-TRAILER|UNSIGNED-PAYLOAD-TRAILER)$/;

const LONGEST_LINE = 16 * 1024;
const LARGEST_CHUNK = 64 * 1024 * 1024;

/**
 * The data of a body in the coding aws-chunked. The last data comes only after everything was found right: a body with
 * a wrong end is never complete, so that the store does not keep it.
 */
export async function* decodeChunks(body: AsyncIterable<Buffer>, check?: ChunkCheck): AsyncGenerator<Buffer> {
  const reader = new Reader(body);
  const checksums = new Checksums();
  let held: Buffer | undefined;
  for (;;) {
    const { size, signature } = parseHead(await reader.line());
    const data = await reader.bytes(size);
    if (check !== undefined) await check("PAYLOAD", data, signature ?? "");
    if (size === 0) break;
    if ((await reader.line()) !== "") throw incomplete();
    checksums.update(data);
    if (held !== undefined) yield held;
    held = data;
  }
  const { trailers, signature } = await readTrailers(reader);
  if (check !== undefined && trailers.length > 0)
    await check(
      "TRAILER",
      Buffer.from(trailers.map(([name, value]) => `${name}:${value}\n`).join("")),
      signature ?? "",
    );
  for (const [name, value] of trailers) checksums.compare(name, value);
  if (held !== undefined) yield held;
}

function parseHead(line: string): { size: number; signature?: string } {
  const [, size, signature] = /^([0-9a-f]+)(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  if (size === undefined || parseInt(size, 16) > LARGEST_CHUNK) throw incomplete();
  return { size: parseInt(size, 16), signature };
}

async function readTrailers(reader: Reader): Promise<{ trailers: [string, string][]; signature?: string }> {
  const trailers: [string, string][] = [];
  let signature: string | undefined;
  // The end is an empty line; some clients leave it out.
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const [name, value] = [
      line.slice(0, line.indexOf(":")).trim().toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ];
    if (name === "x-amz-trailer-signature") signature = value;
    else trailers.push([name, value]);
  }
  return { trailers, signature };
}

/** The checksums that clients send behind a body and that Node.js can compute; others are not compared. */
class Checksums {
  private crc = 0;
  private readonly hashes = { sha1: createHash("sha1"), sha256: createHash("sha256") };

  update(data: Buffer): void {
    this.crc = crc32(data, this.crc);
    for (const hash of Object.values(this.hashes)) hash.update(data);
  }

  compare(trailer: string, value: string): void {
    const name = /^x-amz-checksum-(crc32|sha1|sha256)$/.exec(trailer)?.[1] as "crc32" | "sha1" | "sha256" | undefined;
    if (name === undefined) return;
    const digest = name === "crc32" ? bigEndian(this.crc) : this.hashes[name].digest();
    if (digest.toString("base64") !== value)
      throw new AwsError(400, "BadDigest", `The ${trailer} you specified did not match the calculated checksum.`);
  }
}

function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

/** Lines and counted bytes of a stream. */
class Reader {
  private readonly source: AsyncIterator<Buffer>;
  private buffer: Buffer = Buffer.alloc(0);
  private ended = false;

  constructor(body: AsyncIterable<Buffer>) {
    this.source = body[Symbol.asyncIterator]();
  }

  /** A line without its end; at the end of the stream what is left. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.buffer.indexOf("\r\n");
      if (end >= 0) {
        const line = this.buffer.subarray(0, end).toString("latin1");
        this.buffer = this.buffer.subarray(end + 2);
        return line;
      }
      if (this.buffer.length > LONGEST_LINE) throw incomplete();
      if (!(await this.more())) {
        const rest = this.buffer.toString("latin1");
        this.buffer = Buffer.alloc(0);
        return rest;
      }
    }
  }

  async bytes(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.buffer.length === 0 && !(await this.more())) throw incomplete();
      const part = this.buffer.subarray(0, missing);
      parts.push(part);
      missing -= part.length;
      this.buffer = this.buffer.subarray(part.length);
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }

  private async more(): Promise<boolean> {
    if (this.ended) return false;
    const { value, done } = await this.source.next();
    if (done) this.ended = true;
    else this.buffer = this.buffer.length === 0 ? value : Buffer.concat([this.buffer, value]);
    return !done;
  }
}

function incomplete(): AwsError {
  return new AwsError(
    400,
    "IncompleteBody",
    "The body is not in the announced coding, or ends before its announced end.",
  );
}
