import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { decodeChunks, type ChunkCheck, STREAMING } from "./s3/chunked";
import { AwsError } from "./s3/awsError";

/** Headers that are about the connection, the caller's signature, or a coding of the body that ends here. */
const NOT_FORWARDED = new RegExp(
  "^(" +
    [
      "host",
      "connection",
      "keep-alive",
      "transfer-encoding",
      "te",
      "upgrade",
      "expect",
      "trailer",
      "authorization",
      "x-amz-date",
      "x-amz-security-token",
      "x-amz-content-sha256",
    ].join("|") +
    "|x-amz-decoded-content-length|x-amz-trailer|x-amz-sdk-checksum-algorithm|content-encoding|content-length|amz-sdk-.*" +
    // Encryption is evaluated and not executed: the store has no keys.
    "|x-amz-server-side-encryption.*)$",
);

/** Headers and body of a request as the store gets them: plain, and signed by the gateway. */
export interface Forwarded {
  readonly headers: Record<string, string>;
  readonly body?: AsyncIterable<Buffer>;
}

/** Undoes the coding of a body that comes in chunks. Other bodies pass as they are, their hash for the store to compare. */
export function forwarded(
  request: IncomingMessage,
  headers: Record<string, string>,
  payload: string,
  check: ChunkCheck,
): Forwarded {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_FORWARDED.test(name)));
  const encodings = (headers["content-encoding"] ?? "")
    .split(",")
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== "" && encoding !== "aws-chunked");
  if (encodings.length > 0) kept["content-encoding"] = encodings.join(",");
  if (!STREAMING.test(payload)) {
    if (payload.startsWith("STREAMING-"))
      throw new AwsError(501, "NotImplemented", `The gateway does not know bodies of the kind ${payload}.`);
    const length = headers["content-length"];
    return {
      headers: { ...kept, ...(length !== undefined && { "content-length": length }), "x-amz-content-sha256": payload },
      body: length === undefined || length === "0" ? undefined : request,
    };
  }
  const length = headers["x-amz-decoded-content-length"];
  if (length === undefined)
    throw new AwsError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
  const body = decodeChunks(request, payload.startsWith("STREAMING-UNSIGNED") ? undefined : check);
  return { headers: { ...kept, "content-length": length, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }, body };
}

/** Hands the store's answer on. */
export async function passOn(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(
      ([name]) => !["connection", "keep-alive", "transfer-encoding"].includes(name),
    ),
  );
  response.writeHead(answer.statusCode!, headers);
  await pipeline(answer, response);
}

const LARGEST_DOCUMENT = 2 * 1024 * 1024;

/** A small body, whole. */
export async function readAll(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > LARGEST_DOCUMENT) throw new AwsError(400, "MaxMessageLengthExceeded", "Your request was too large.");
    parts.push(part);
  }
  return Buffer.concat(parts);
}
