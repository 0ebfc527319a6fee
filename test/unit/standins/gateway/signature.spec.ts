import { deepEqual, equal, rejects } from "node:assert/strict";
import { crc32 } from "node:zlib";
import { decodeChunks } from "../../../standins/gateway/s3/chunked";
import { parseAuthorization, type SignedRequest, SignatureVerifier } from "../../../standins/gateway/signature";

/** The keys and the time of all examples in "Authenticating Requests (AWS Signature Version 4)" of the S3 API reference. */
const KEYS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const NOW = new Date("2013-05-24T00:00:00Z");
const CREDENTIAL = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";
const NO_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

function signed(
  method: string,
  path: string,
  query: Record<string, string>,
  headers: Record<string, string>,
  signedHeaders: string,
  signature: string,
): SignedRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return { method, path, query, headers: { "x-amz-date": "20130524T000000Z", ...headers, authorization } };
}

const verifierOf = (request: SignedRequest) => new SignatureVerifier(parseAuthorization(request), KEYS);
const verify = (request: SignedRequest, now = NOW) => verifierOf(request).verify(request, now);

const HOST = "examplebucket.s3.amazonaws.com";
const getObject = signed(
  "GET",
  "/test.txt",
  {},
  { host: HOST, range: "bytes=0-9", "x-amz-content-sha256": NO_BODY },
  "host;range;x-amz-content-sha256;x-amz-date",
  "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
);
const putObject = signed(
  "PUT",
  "/test%24file.text",
  {},
  {
    host: HOST,
    date: "Fri, 24 May 2013 00:00:00 GMT",
    "x-amz-storage-class": "REDUCED_REDUNDANCY",
    "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
  },
  "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
  "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
);
const lifecycle = signed(
  "GET",
  "/",
  { lifecycle: "" },
  { host: HOST, "x-amz-content-sha256": NO_BODY },
  "host;x-amz-content-sha256;x-amz-date",
  "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
);
const list = signed(
  "GET",
  "/",
  { "max-keys": "2", prefix: "J" },
  { host: HOST, "x-amz-content-sha256": NO_BODY },
  "host;x-amz-content-sha256;x-amz-date",
  "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
);
const presigned: SignedRequest = {
  method: "GET",
  path: "/test.txt",
  query: {
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": CREDENTIAL,
    "X-Amz-Date": "20130524T000000Z",
    "X-Amz-Expires": "86400",
    "X-Amz-SignedHeaders": "host",
    "X-Amz-Signature": "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
  },
  headers: { host: HOST },
};

describe("signatures of requests, by AWS's examples", () => {
  for (const [name, request] of Object.entries({ getObject, putObject, lifecycle, list, presigned })) {
    it(`${name} is found right`, () => verify(request));
    it(`${name} is found wrong when anything is changed`, async () => {
      await rejects(verify({ ...request, method: "DELETE" }), { code: "SignatureDoesNotMatch" });
      await rejects(verify({ ...request, path: "/other" }), { code: "SignatureDoesNotMatch" });
      await rejects(verify({ ...request, query: { ...request.query, prefix: "other" } }), {
        code: "SignatureDoesNotMatch",
      });
      await rejects(verify({ ...request, headers: { ...request.headers, host: "else.s3.amazonaws.com" } }), {
        code: "SignatureDoesNotMatch",
      });
    });
  }

  it("are not enough when they are old", async () => {
    await rejects(verify(getObject, new Date("2013-05-24T00:16:00Z")), { code: "RequestTimeTooSkewed" });
    await verify(presigned, new Date("2013-05-24T23:00:00Z"));
    await rejects(verify(presigned, new Date("2013-05-25T00:00:01Z")), { code: "AccessDenied" });
  });

  it("must cover what decides", async () => {
    const more = { ...getObject, headers: { ...getObject.headers, "x-amz-acl": "public-read" } };
    await rejects(verify(more), /not signed: x-amz-acl/);
  });

  it("must be there, and be of this version", () => {
    for (const authorization of [undefined, "AWS AKIAIOSFODNN7EXAMPLE:signature", "AWS4-HMAC-SHA256 Credential=x"]) {
      const headers = { ...getObject.headers, authorization } as Record<string, string>;
      if (authorization === undefined) delete headers.authorization;
      deepEqual(typeof catchCode({ ...getObject, headers }), "string");
    }
  });
});

function catchCode(request: SignedRequest): string | undefined {
  try {
    parseAuthorization(request);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const A = (count: number) => "a".repeat(count);
const streaming = (kind: string, more: Record<string, string>, signedHeaders: string, signature: string) =>
  signed(
    "PUT",
    "/examplebucket/chunkObject.txt",
    {},
    {
      host: "s3.amazonaws.com",
      "x-amz-storage-class": "REDUCED_REDUNDANCY",
      "x-amz-content-sha256": kind,
      "content-encoding": "aws-chunked",
      "x-amz-decoded-content-length": "66560",
      ...more,
    },
    signedHeaders,
    signature,
  );
const PLAIN = streaming(
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  { "content-length": "66824" },
  "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
  "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
);
const TRAILING = streaming(
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
  { "x-amz-trailer": "x-amz-checksum-crc32c" },
  "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
  "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
);
const chunk = (data: string, signature: string) =>
  `${data.length.toString(16)};chunk-signature=${signature}\r\n${data}\r\n`;
const PLAIN_BODY =
  chunk(A(65536), "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648") +
  chunk(A(1024), "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497") +
  chunk("", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
// The signature of the trailer as AWS's SDKs compute it; the reference has a misprint there.
const TRAILING_BODY =
  chunk(A(65536), "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2") +
  chunk(A(1024), "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7") +
  "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n" +
  "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";

/** Decodes a body that arrives in pieces of a size. */
async function decode(
  body: string | Buffer,
  pieces: number,
  check?: ReturnType<SignatureVerifier["chunks"]>,
): Promise<string> {
  const bytes = Buffer.from(body);
  async function* source() {
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
  }
  const parts: Buffer[] = [];
  for await (const part of decodeChunks(source(), check)) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe("bodies in chunks, by AWS's examples", () => {
  for (const pieces of [7, 1000, 65536, 1 << 20]) {
    it(`are put together from pieces of ${pieces} bytes, each signature verified`, async () => {
      await verify(PLAIN);
      equal(await decode(PLAIN_BODY, pieces, verifierOf(PLAIN).chunks()), A(66560));
      await verify(TRAILING);
      equal(await decode(TRAILING_BODY, pieces, verifierOf(TRAILING).chunks()), A(66560));
    });
  }

  it("are refused when a byte, the order or a signed trailer is another", async () => {
    for (const [request, body] of [
      [PLAIN, PLAIN_BODY.replace("aaa\r\n", "aab\r\n")],
      [PLAIN, PLAIN_BODY.replace("0055627c", "0055627d")],
      [TRAILING, TRAILING_BODY.replace("sOO8/Q==", "sOO8/A==")],
      [TRAILING, PLAIN_BODY],
    ] as const) {
      await rejects(decode(body, 1000, verifierOf(request).chunks()), { code: "SignatureDoesNotMatch" });
    }
  });

  it("are never whole when they end early", async () => {
    let received = 0;
    const cut = Buffer.from(PLAIN_BODY.slice(0, -50));
    const read = async () => {
      for await (const part of decodeChunks(whole(cut))) received += part.length;
    };
    await rejects(read(), { code: "IncompleteBody" });
    equal(received, 65536);
  });

  it("without signatures are compared with the checksum behind them", async () => {
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32("hello world"));
    const body = (crc: string) => `5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:${crc}\r\n\r\n`;
    equal(await decode(body(checksum.toString("base64")), 3), "hello world");
    await rejects(decode(body("AAAAAA=="), 3), { code: "BadDigest" });
    await rejects(decode("xyz\r\nhello\r\n", 3), { code: "IncompleteBody" });
  });
});

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
