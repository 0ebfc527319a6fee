import { Agent, type IncomingMessage, request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SignatureV4 } from "@smithy/signature-v4";
import { encodeKey, encodeQuery } from "./s3/address";
import { Sha256 } from "./sha256";

/** The S3-compatible store behind the gateway, with keys that may do everything. */
export interface StoreLocation {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A request to the store; the body as it is kept. */
export interface StoreRequest {
  readonly method: string;
  readonly bucket: string;
  readonly key?: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: AsyncIterable<Buffer> | Buffer;
}

/** Sends requests on in the store's own name. */
export class Store {
  // A connection for each request: one that the store has just closed would fail a request whose body is gone.
  private readonly agent = new Agent();
  private readonly url: URL;
  private readonly signer: SignatureV4;

  constructor(location: StoreLocation) {
    this.url = new URL(location.endpoint);
    this.signer = new SignatureV4({
      service: "s3",
      region: location.region,
      credentials: location,
      sha256: Sha256,
      uriEscapePath: false,
    });
  }

  /** Resolves with the head of the answer; its body is still to be read. */
  async send({ method, bucket, key, query, headers, body }: StoreRequest): Promise<IncomingMessage> {
    const { protocol, hostname, port, host } = this.url;
    const path = `/${encodeKey(bucket)}${key === undefined ? "" : `/${encodeKey(key)}`}`;
    const unsigned = { method, protocol, hostname, port: Number(port), path, query, headers: { ...headers, host } };
    const signed = (await this.signer.sign(unsigned as never)) as unknown as { headers: Record<string, string> };
    const search = encodeQuery(query);
    const request = httpRequest({
      agent: this.agent,
      hostname,
      port,
      method,
      path: search === "" ? path : `${path}?${search}`,
      headers: signed.headers,
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      request.once("response", resolve).once("error", reject),
    );
    const [answer] = await Promise.all([
      answered,
      pipeline(
        body === undefined ? Readable.from([]) : Buffer.isBuffer(body) ? Readable.from([body]) : Readable.from(body),
        request,
      ),
    ]);
    return answer;
  }

  close(): void {
    this.agent.destroy();
  }
}
