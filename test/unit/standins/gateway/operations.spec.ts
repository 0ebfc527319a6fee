import { deepEqual, throws } from "node:assert/strict";
import { parseAddress } from "../../../standins/gateway/s3/address";
import { keyChecks } from "../../../standins/gateway/s3/keys";
import { operationOf } from "../../../standins/gateway/s3/operations";

const BUCKET = "arn:aws:s3:::state";

function asked(method: string, url: string, headers: Record<string, string> = {}) {
  const { bucket, key, query } = parseAddress("s3.us-east-1.amazonaws.com", url, "us-east-1");
  return { method, bucket: bucket!, key, query, headers };
}

describe("what an S3 request needs", () => {
  const cases: [string, string, Record<string, string>, string, string[]][] = [
    ["GET", "/state/a/b", {}, "GetObject", [`s3:GetObject ${BUCKET}/a/b`]],
    ["GET", "/state/a?versionId=3&x-id=GetObject", {}, "GetObject", [`s3:GetObjectVersion ${BUCKET}/a`]],
    ["HEAD", "/state/a", {}, "HeadObject", [`s3:GetObject ${BUCKET}/a`]],
    ["PUT", "/state/a", {}, "PutObject", [`s3:PutObject ${BUCKET}/a`]],
    [
      "PUT",
      "/state/a",
      { "x-amz-acl": "private" },
      "PutObject",
      [`s3:PutObject ${BUCKET}/a`, `s3:PutObjectAcl ${BUCKET}/a`],
    ],
    [
      "PUT",
      "/state/a",
      { "x-amz-tagging": "a=b" },
      "PutObject",
      [`s3:PutObject ${BUCKET}/a`, `s3:PutObjectTagging ${BUCKET}/a`],
    ],
    [
      "PUT",
      "/state/a",
      { "x-amz-copy-source": "/other/b%20c" },
      "CopyObject",
      ["s3:GetObject arn:aws:s3:::other/b c", `s3:PutObject ${BUCKET}/a`],
    ],
    [
      "PUT",
      "/state/a?partNumber=1&uploadId=u",
      { "x-amz-copy-source": "state/b?versionId=2" },
      "UploadPartCopy",
      [`s3:GetObjectVersion ${BUCKET}/b`, `s3:PutObject ${BUCKET}/a`],
    ],
    ["POST", "/state/a?uploads", {}, "CreateMultipartUpload", [`s3:PutObject ${BUCKET}/a`]],
    ["PUT", "/state/a?partNumber=1&uploadId=u", {}, "UploadPart", [`s3:PutObject ${BUCKET}/a`]],
    ["POST", "/state/a?uploadId=u", {}, "CompleteMultipartUpload", [`s3:PutObject ${BUCKET}/a`]],
    ["DELETE", "/state/a?uploadId=u", {}, "AbortMultipartUpload", [`s3:AbortMultipartUpload ${BUCKET}/a`]],
    ["GET", "/state/a?uploadId=u", {}, "ListParts", [`s3:ListMultipartUploadParts ${BUCKET}/a`]],
    ["GET", "/state?uploads&prefix=a", {}, "ListMultipartUploads", [`s3:ListBucketMultipartUploads ${BUCKET}`]],
    ["DELETE", "/state/a", {}, "DeleteObject", [`s3:DeleteObject ${BUCKET}/a`]],
    ["DELETE", "/state/a?versionId=1", {}, "DeleteObject", [`s3:DeleteObjectVersion ${BUCKET}/a`]],
    ["POST", "/state?delete", {}, "DeleteObjects", []],
    [
      "GET",
      "/state?list-type=2&prefix=a%2F&delimiter=%2F",
      {},
      "ListObjects",
      [`s3:ListBucket ${BUCKET} {"s3:prefix":"a/","s3:delimiter":"/"}`],
    ],
    [
      "GET",
      "/state/?prefix=a&max-keys=2&encoding-type=url",
      {},
      "ListObjects",
      [`s3:ListBucket ${BUCKET} {"s3:prefix":"a","s3:max-keys":"2"}`],
    ],
    ["GET", "/state", {}, "ListObjects", [`s3:ListBucket ${BUCKET}`]],
    ["HEAD", "/state", {}, "HeadBucket", [`s3:ListBucket ${BUCKET}`]],
    ["GET", "/state?location", {}, "GetBucketLocation", [`s3:GetBucketLocation ${BUCKET}`]],
  ];
  for (const [method, url, headers, name, checks] of cases) {
    it(`${method} ${url}${Object.keys(headers)
      .map((header) => `, ${header}`)
      .join("")} is ${name}`, () => {
      const operation = operationOf(asked(method, url, headers));
      const listed = operation.checks.map(({ action, resource, context }) => {
        const conditions = Object.entries(context).filter(([key]) =>
          ["s3:prefix", "s3:delimiter", "s3:max-keys"].includes(key),
        );
        return `${action} ${resource}${conditions.length > 0 ? ` ${JSON.stringify(Object.fromEntries(conditions))}` : ""}`;
      });
      deepEqual([operation.name, listed], [name, checks]);
    });
  }

  for (const [method, url] of [
    ["GET", "/state/a?tagging"],
    ["PUT", "/state/a?acl"],
    ["GET", "/state?versioning"],
    ["PUT", "/state"],
    ["DELETE", "/state"],
    ["PUT", "/state?policy"],
    ["POST", "/state/a?select&select-type=2"],
    ["GET", "/state/a?partnumber=1&unheardOf"],
  ]) {
    it(`${method} ${url} is not let through as something else`, () =>
      throws(() => operationOf(asked(method, url)), { status: 501 }));
  }

  it("a missing object is told to who may list its key", () => {
    deepEqual(operationOf(asked("HEAD", "/state/a/b")).missing, {
      action: "s3:ListBucket",
      resource: BUCKET,
      context: { "s3:prefix": "a/b" },
    });
  });

  it("conditions of a write are its headers", () => {
    const headers = {
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-storage-class": "STANDARD",
      "content-type": "x",
    };
    deepEqual(operationOf(asked("PUT", "/state/a", headers)).checks[0].context, {
      "s3:x-amz-server-side-encryption": "aws:kms",
      "s3:x-amz-storage-class": "STANDARD",
    });
  });

  it("a bucket with a key of KMS needs the key too", () => {
    const key = "arn:aws:kms:us-east-1:123456789012:key/1";
    const needed = (method: string, url: string, headers: Record<string, string> = {}) => {
      const request = asked(method, url, headers);
      return keyChecks(operationOf(request), request, key, {}).map(({ action, resource }) => `${action} ${resource}`);
    };
    deepEqual(needed("GET", "/state/a"), [`kms:Decrypt ${key}`]);
    deepEqual(needed("PUT", "/state/a"), [`kms:GenerateDataKey ${key}`]);
    deepEqual(needed("PUT", "/state/a", { "x-amz-server-side-encryption-aws-kms-key-id": `${key}2` }), [
      `kms:GenerateDataKey ${key}2`,
    ]);
    deepEqual(needed("PUT", "/state/a?partNumber=1&uploadId=u"), [`kms:Decrypt ${key}`]);
    deepEqual(needed("DELETE", "/state/a"), []);
    deepEqual(needed("GET", "/state"), []);
  });
});

describe("where an S3 request goes", () => {
  for (const [host, url, expected] of [
    ["s3.us-east-1.amazonaws.com", "/state/a%20b/c", ["s3", "state", "a b/c"]],
    ["s3.amazonaws.com:443", "/state", ["s3", "state", undefined]],
    ["state.s3.us-east-1.amazonaws.com", "/a/b", ["s3", "state", "a/b"]],
    ["state.s3.amazonaws.com", "/", ["s3", "state", undefined]],
    ["a.b.s3.us-east-1.amazonaws.com", "/k", ["s3", "a.b", "k"]],
    ["10.244.0.1:443", "/state/k", ["s3", "state", "k"]],
    ["sts.us-east-1.amazonaws.com", "/", ["sts", undefined, undefined]],
    ["sts.amazonaws.com", "/", ["sts", undefined, undefined]],
  ] as const) {
    it(`${host}${url}`, () => {
      const { service, bucket, key } = parseAddress(host, url, "us-east-1");
      deepEqual([service, service === "sts" ? undefined : bucket, key], expected);
    });
  }
});
