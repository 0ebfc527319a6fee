import assert, { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { actionUses } from "../../../standins/gateway/decisions";
import { BUCKET, document, Harness, role, ROLE, roleArn } from "./harness";

const arn = (key = "") => `arn:aws:s3:::${BUCKET}${key === "" ? "" : `/${key}`}`;
const OWN = [
  {
    Sid: "List",
    Effect: "Allow",
    Action: ["s3:ListBucket"],
    Resource: [arn()],
    Condition: { StringLike: { "s3:prefix": ["flink/a/*"] } },
  },
  {
    Sid: "Use",
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
    Resource: [arn("flink/a/*")],
  },
];
const TLS_ONLY = document([
  {
    Sid: "Tls",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:*"],
    Resource: [arn(), arn("*")],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
]);
const access = (statements: object[] = OWN, bucket: object = { policy: TLS_ONLY }) => ({
  roles: [role({ statements })],
  buckets: [{ name: BUCKET, ...bucket }],
});

const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
const isDenied = (error: any) =>
  assert.deepEqual({ name: error.name, $metadata: { httpStatusCode: error.$metadata?.httpStatusCode } }, denied) ===
  undefined;

describe("the gateway before a store, asked by the AWS SDK", () => {
  let harness: Harness;
  let client: S3Client;
  let mark: number;

  before(async () => {
    harness = await Harness.start({ access: access() });
    client = await harness.s3();
  });
  beforeEach(() => {
    harness.gateway.use(access());
    mark = harness.gateway.decisions.mark();
  });
  after(() => harness.stop());

  const decisions = () =>
    harness.gateway.decisions
      .since(mark)
      .map(({ action, resource, decision, statement }) =>
        [action, resource, decision, statement].filter((part) => part !== undefined).join(" "),
      );
  const put = (key: string, Body: any = "data", more = {}) =>
    client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body, ...more }));
  const get = async (key: string, by = client) =>
    (await by.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))).Body!.transformToString();

  it("lets through what is allowed, signed by the store's keys, and logs which statement did", async () => {
    await put("flink/a/b c/ü+=1");
    equal(await get("flink/a/b c/ü+=1"), "data");
    deepEqual(decisions(), [
      `s3:PutObject ${arn("flink/a/b c/ü+=1")} allow Use`,
      `s3:GetObject ${arn("flink/a/b c/ü+=1")} allow Use`,
    ]);
    const [sent] = harness.store.requests.slice(-2);
    equal(sent.url, "/state/flink/a/b%20c/%C3%BC%2B%3D1?x-id=PutObject");
    ok(sent.headers.authorization!.includes("Credential=STOREKEY/"));
    equal(sent.headers["x-amz-security-token"], undefined);
  });

  it("takes paths as well as virtual hosts", async () => {
    const byPath = await harness.s3({ forcePathStyle: true });
    await put("flink/a/x", "by host");
    equal(await get("flink/a/x", byPath), "by host");
  });

  it("denies other prefixes, for every operation", async () => {
    const Key = "flink/b/x";
    await rejects(put(Key), isDenied);
    await rejects(get(Key), isDenied);
    await rejects(client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key })), isDenied);
    await rejects(client.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key })), isDenied);
    await rejects(client.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: "flink/b/" })), isDenied);
    await rejects(client.send(new ListObjectsV2Command({ Bucket: BUCKET })), isDenied);
    await rejects(get("flink/ab/x"), isDenied);
    equal(decisions().filter((line) => line.includes("implicit deny")).length, 7);
  });

  it("lists below an allowed prefix", async () => {
    await put("flink/a/list/1");
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: "flink/a/list/" }));
    deepEqual(
      Contents?.map(({ Key }) => Key),
      ["flink/a/list/1"],
    );
  });

  it("tells of a missing object only who may list it", async () => {
    const head = () => client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: "flink/a/nothing" }));
    await rejects(head(), { name: "NotFound" });
    deepEqual(decisions(), [`s3:GetObject ${arn("flink/a/nothing")} allow Use`, `s3:ListBucket ${arn()} allow List`]);
    harness.gateway.use(access([OWN[1]]));
    await rejects(head(), (error: any) => error.$metadata.httpStatusCode === 403);
    await rejects(get("flink/a/nothing"), isDenied);
  });

  it("deletes in bulk what is allowed and reports the rest", async () => {
    await put("flink/a/1");
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({
        Bucket: BUCKET,
        Delete: { Objects: ["flink/a/1", "flink/b/1", "flink/a/<&>"].map((Key) => ({ Key })) },
      }),
    );
    deepEqual(
      Deleted?.map(({ Key }) => Key),
      ["flink/a/1", "flink/a/<&>"],
    );
    deepEqual(
      Errors?.map(({ Key, Code }) => [Key, Code]),
      [["flink/b/1", "AccessDenied"]],
    );
    ok(!harness.store.objects.has("state/flink/a/1"));
    deepEqual(decisions().slice(1), [
      `s3:DeleteObject ${arn("flink/a/1")} allow Use`,
      `s3:DeleteObject ${arn("flink/b/1")} implicit deny`,
      `s3:DeleteObject ${arn("flink/a/<&>")} allow Use`,
    ]);
    const none = await client.send(
      new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects: [{ Key: "flink/b/1" }] } }),
    );
    deepEqual([none.Deleted, none.Errors?.length], [undefined, 1]);
  });

  it("passes an upload in parts, and its abortion", async () => {
    const where = { Bucket: BUCKET, Key: "flink/a/parts" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(where));
    for (const PartNumber of [1, 2])
      await client.send(new UploadPartCommand({ ...where, UploadId, PartNumber, Body: `part ${PartNumber};` }));
    await client.send(
      new CompleteMultipartUploadCommand({
        ...where,
        UploadId,
        MultipartUpload: { Parts: [1, 2].map((PartNumber) => ({ PartNumber, ETag: "etag" })) },
      }),
    );
    equal(await get("flink/a/parts"), "part 1;part 2;");
    const second = await client.send(new CreateMultipartUploadCommand(where));
    await client.send(new AbortMultipartUploadCommand({ ...where, UploadId: second.UploadId }));
    ok(decisions().includes(`s3:AbortMultipartUpload ${arn("flink/a/parts")} allow Use`));
  });

  it("takes a body in chunks with a checksum behind them apart, and sends it on plain", async () => {
    const data = randomBytes(300_000);
    await put("flink/a/stream", Readable.from([data.subarray(0, 100_000), data.subarray(100_000)]), {
      ContentLength: data.length,
    });
    const { headers, body } = harness.store.requests.at(-1)!;
    ok(body.equals(data));
    deepEqual(
      [
        headers["content-length"],
        headers["content-encoding"],
        headers["x-amz-content-sha256"],
        headers["x-amz-trailer"],
      ],
      ["300000", undefined, "UNSIGNED-PAYLOAD", undefined],
    );
  });

  it("denies without TLS, whatever the role may do", async () => {
    const plain = await harness.s3({ secure: false });
    await rejects(get("flink/a/x", plain), isDenied);
    deepEqual(decisions().slice(1), [`s3:GetObject ${arn("flink/a/x")} explicit deny Tls`]);
    harness.gateway.use(access(OWN, {}));
    await put("flink/a/x");
    equal(await get("flink/a/x", plain), "data");
  });

  it("denies writing to others than the bucket's policy names", async () => {
    const only = {
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:PutObject"],
      Resource: [arn("flink/a/*")],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [roleArn("someone-else")] } },
    };
    harness.gateway.use(access(OWN, { policy: document([only]) }));
    await rejects(put("flink/a/x"), isDenied);
    harness.gateway.use(
      access(OWN, { policy: document([{ ...only, Condition: { ArnNotEquals: { "aws:PrincipalArn": [ROLE] } } }]) }),
    );
    await put("flink/a/x");
  });

  it("needs the key of a bucket that KMS encrypts, by way of S3", async () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
    const use = {
      Sid: "Key",
      Effect: "Allow",
      Action: ["kms:GenerateDataKey"],
      Resource: [kmsKeyArn],
      Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
    };
    harness.gateway.use(access([...OWN, use], { kmsKeyArn }));
    await put("flink/a/x");
    await rejects(get("flink/a/x"), isDenied);
    deepEqual(decisions(), [
      `s3:PutObject ${arn("flink/a/x")} allow Use`,
      `kms:GenerateDataKey ${kmsKeyArn} allow Key`,
      `s3:GetObject ${arn("flink/a/x")} allow Use`,
      `kms:Decrypt ${kmsKeyArn} implicit deny`,
    ]);
  });

  it("refuses what it does not understand, and says so in the log", async () => {
    await rejects(client.send(new GetObjectTaggingCommand({ Bucket: BUCKET, Key: "flink/a/x" })), {
      name: "NotImplemented",
    });
    equal(harness.gateway.decisions.since(mark)[0].decision, "refused");
  });

  it("denies keys that it did not give, a wrong secret, a wrong token and another region", async () => {
    const keys = await harness.keys();
    for (const [credentials, name] of [
      [{ ...keys, accessKeyId: "ASIAUNKNOWN" }, "InvalidAccessKeyId"],
      [{ ...keys, secretAccessKey: "wrong" }, "SignatureDoesNotMatch"],
      [{ ...keys, sessionToken: "wrong" }, "InvalidToken"],
      [{ ...keys, sessionToken: "" }, "InvalidToken"],
    ] as const) {
      await rejects(get("flink/a/x", await harness.s3({ credentials })), { name });
    }
    await rejects(get("flink/a/x", await harness.s3({ region: "eu-west-1" })), {
      name: "AuthorizationHeaderMalformed",
    });
    deepEqual(harness.gateway.decisions.since(mark).filter(({ decision }) => decision === "unauthenticated").length, 5);
  });

  it("fails the next request that it was told to, although it is allowed", async () => {
    const struck = harness.gateway.faults.failNext({ operation: "PutObject", roleArn: ROLE, key: /^flink\/a\// });
    await rejects(put("flink/a/x"), { name: "AccessDenied" });
    await put("flink/a/x");
    deepEqual(await struck, { key: "flink/a/x", uploadId: undefined });
  });

  it("fails only the part that it was told to, and reads its body, so that the client hears why", async () => {
    const where = { Bucket: BUCKET, Key: "flink/a/parts" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(where));
    const struck = harness.gateway.faults.failNext({
      operation: "UploadPart",
      roleArn: ROLE,
      key: /parts$/,
      partNumber: 2,
    });
    const part = (PartNumber: number) =>
      client.send(new UploadPartCommand({ ...where, UploadId, PartNumber, Body: Buffer.alloc(1.5 * 1024 ** 2) }));
    await part(1);
    await rejects(part(2), { name: "AccessDenied" });
    await part(3);
    deepEqual(await struck, { key: "flink/a/parts", uploadId: UploadId });
  });

  it("takes no notice of who goes away in the middle", async () => {
    const aborted = new AbortController();
    async function* endless() {
      for (let sent = 0; ; sent += 1) {
        if (sent === 20) aborted.abort();
        yield Buffer.alloc(64 * 1024);
        await delay(1);
      }
    }
    const upload = client.send(
      new PutObjectCommand({
        Bucket: BUCKET,
        Key: "flink/a/gone",
        Body: Readable.from(endless()),
        ContentLength: 1 << 30,
      }),
      { abortSignal: aborted.signal },
    );
    await rejects(upload);
    await put("flink/a/x");
    ok(!harness.store.objects.has("state/flink/a/gone"));
    deepEqual(decisions(), [
      `s3:PutObject ${arn("flink/a/gone")} allow Use`,
      `s3:PutObject ${arn("flink/a/x")} allow Use`,
    ]);
  });

  it("counts by action and role", async () => {
    await put("flink/a/x");
    await rejects(put("flink/b/x"), isDenied);
    deepEqual(actionUses(harness.gateway.decisions.since(mark)), [
      { action: "s3:PutObject", role: ROLE, requests: 2, denied: 1 },
    ]);
  });
});

describe("sessions of the gateway", () => {
  it("end when their time is over", async () => {
    let late = 0;
    const harness = await Harness.start({ now: () => new Date(Date.now() + late) });
    try {
      const credentials = await harness.keys();
      const client = await harness.s3({ credentials });
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: "x", Body: "data" }));
      late = 3_601_000;
      const later = await harness.s3({ credentials, systemClockOffset: late });
      await rejects(later.send(new GetObjectCommand({ Bucket: BUCKET, Key: "x" })), { name: "ExpiredToken" });
      await rejects(client.send(new GetObjectCommand({ Bucket: BUCKET, Key: "x" })), { name: "RequestTimeTooSkewed" });
    } finally {
      await harness.stop();
    }
  });
});
