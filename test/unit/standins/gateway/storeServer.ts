import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { XmlNode } from "@aws-sdk/xml-builder";
import { readAll } from "../../../standins/gateway/forwarding";
import { encodeKey, parseAddress } from "../../../standins/gateway/s3/address";
import { parseDeletions } from "../../../standins/gateway/s3/deletions";
import { sha256Hex } from "../../../standins/gateway/sha256";
import { parseAuthorization, SignatureVerifier } from "../../../standins/gateway/signature";

/** Keys that the store knows; nobody else may do anything. */
export const STORE_KEYS = { accessKeyId: "STOREKEY", secretAccessKey: "store-secret" };

/** What the store was sent. */
export interface StoredRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Objects in memory behind the least of the S3 API that the gateway's tests need; it takes only what its keys signed. */
export class StoreServer {
  readonly requests: StoredRequest[] = [];
  readonly objects = new Map<string, Buffer>();
  private readonly uploads = new Map<string, Buffer[]>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  static async start(): Promise<StoreServer> {
    const store = new StoreServer();
    await new Promise<void>((resolve) => store.server.listen(0, "127.0.0.1", resolve));
    return store;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = incoming;
    const body = await readAll(incoming).catch(() => undefined);
    if (body === undefined) return;
    this.requests.push({ method, url, headers: incoming.headers, body });
    try {
      await verifySignature(incoming, body);
      const { status, text = "" } = this.act(method, url, body);
      response
        .writeHead(status, { "Content-Length": Buffer.byteLength(text), ETag: '"etag"' })
        .end(method === "HEAD" ? undefined : text);
    } catch (error) {
      response.writeHead(403).end((error as Error).message);
    }
  }

  private act(method: string, url: string, body: Buffer): { status: number; text?: string | Buffer } {
    const { bucket, key = "", query } = parseAddress("127.0.0.1", url, "us-east-1");
    const path = `${bucket}/${key}`;
    const upload = this.uploads.get(query.uploadId ?? "");
    if (method === "POST" && query.delete !== undefined) {
      const { objects } = parseDeletions(body);
      for (const object of objects) this.objects.delete(path + object.key);
      return {
        status: 200,
        text: new XmlNode(
          "DeleteResult",
          objects.map((object) => new XmlNode("Deleted", [XmlNode.of("Key", object.key)])),
        ).toString(),
      };
    }
    if (method === "POST" && query.uploads !== undefined) {
      const id = randomUUID();
      this.uploads.set(id, []);
      return {
        status: 200,
        text: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      };
    }
    if (method === "POST") {
      this.objects.set(path, Buffer.concat(upload!));
      return { status: 200, text: "<CompleteMultipartUploadResult><ETag>etag</ETag></CompleteMultipartUploadResult>" };
    }
    if (method === "PUT") {
      if (upload) upload[Number(query.partNumber) - 1] = body;
      else this.objects.set(path, body);
      return { status: 200 };
    }
    if (method === "DELETE") {
      if (query.uploadId === undefined) this.objects.delete(path);
      else this.uploads.delete(query.uploadId);
      return { status: 204 };
    }
    if (key === "") {
      const keys = [...this.objects.keys()]
        .map((name) => name.slice(path.length))
        .filter((name) => name.startsWith(query.prefix ?? ""));
      const contents = keys.map((name) => `<Contents><Key>${name}</Key></Contents>`).join("");
      return {
        status: 200,
        text: `<ListBucketResult><KeyCount>${keys.length}</KeyCount>${contents}</ListBucketResult>`,
      };
    }
    const object = this.objects.get(path);
    return object === undefined
      ? { status: 404, text: "<Error><Code>NoSuchKey</Code></Error>" }
      : { status: 200, text: object };
  }
}

async function verifySignature(incoming: IncomingMessage, body: Buffer): Promise<void> {
  const [path, search] = incoming.url!.split("?");
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const request = {
    method: incoming.method!,
    path: encodeKey(decodeURIComponent(path)),
    query: parseAddress("127.0.0.1", `/?${search ?? ""}`, "us-east-1").query,
    headers,
  };
  const authorization = parseAuthorization(request);
  await new SignatureVerifier(authorization, STORE_KEYS).verify(request, new Date());
  const { payload } = authorization;
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== sha256Hex(body))
    throw new Error("the body does not have the hash that was signed");
}
