import { AwsError } from "./awsError";

/** A request to S3 as far as it decides what is asked for. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  readonly key?: string;
  readonly query: Record<string, string>;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
}

/** An action that a request needs, and what policies may make it depend on. */
export interface Check {
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string>;
}

/** An operation of the S3 API and all that must be allowed for it. */
export interface Operation {
  readonly name: string;
  readonly checks: Check[];
  /** What must be allowed for the caller to be told that an object is not there; else it is told of no access. */
  readonly missing?: Check;
}

/** An object that the body of DeleteObjects names. */
export interface NamedObject {
  readonly key: string;
  readonly versionId?: string;
}

interface Definition {
  readonly name: string;
  readonly method: string;
  readonly on: "bucket" | "object";
  /** Parameters by which the operation is known. */
  readonly needs?: string[];
  /** Header by which it is known. */
  readonly header?: string;
  /** Parameters that it may have besides. */
  readonly allows?: string[];
  readonly checks: (request: S3Request) => Check[];
  readonly missing?: (request: S3Request) => Check;
}

const LISTING = [
  "list-type",
  "prefix",
  "delimiter",
  "max-keys",
  "marker",
  "start-after",
  "continuation-token",
  "encoding-type",
  "fetch-owner",
];
const COPY = "x-amz-copy-source";

/**
 * The operations that are understood, the more exact ones first. Permissions: "Required permissions for Amazon S3 API
 * operations" in AWS's user guide.
 */
const DEFINITIONS: Definition[] = [
  {
    name: "GetBucketLocation",
    method: "GET",
    on: "bucket",
    needs: ["location"],
    checks: (request) => [onBucket("s3:GetBucketLocation", request)],
  },
  {
    name: "ListMultipartUploads",
    method: "GET",
    on: "bucket",
    needs: ["uploads"],
    allows: ["prefix", "delimiter", "max-uploads", "key-marker", "upload-id-marker", "encoding-type"],
    checks: (request) => [onBucket("s3:ListBucketMultipartUploads", request)],
  },
  {
    name: "ListObjects",
    method: "GET",
    on: "bucket",
    allows: LISTING,
    checks: (request) => [onBucket("s3:ListBucket", request, listing(request))],
  },
  { name: "HeadBucket", method: "HEAD", on: "bucket", checks: (request) => [onBucket("s3:ListBucket", request)] },
  // The keys are in the body: see `deletions`.
  { name: "DeleteObjects", method: "POST", on: "bucket", needs: ["delete"], checks: () => [] },
  {
    name: "ListParts",
    method: "GET",
    on: "object",
    needs: ["uploadId"],
    allows: ["max-parts", "part-number-marker"],
    checks: (request) => [onObject("s3:ListMultipartUploadParts", request)],
  },
  {
    name: "GetObject",
    method: "GET",
    on: "object",
    allows: [
      "versionId",
      "partNumber",
      "response-content-type",
      "response-cache-control",
      "response-content-disposition",
      "response-content-encoding",
      "response-content-language",
      "response-expires",
    ],
    checks: (request) => [reading(request)],
    missing: mayList,
  },
  {
    name: "HeadObject",
    method: "HEAD",
    on: "object",
    allows: ["versionId", "partNumber"],
    checks: (request) => [reading(request)],
    missing: mayList,
  },
  {
    name: "UploadPartCopy",
    method: "PUT",
    on: "object",
    needs: ["uploadId", "partNumber"],
    header: COPY,
    checks: (request) => [source(request), onObject("s3:PutObject", request, writing(request))],
  },
  {
    name: "UploadPart",
    method: "PUT",
    on: "object",
    needs: ["uploadId", "partNumber"],
    checks: (request) => [onObject("s3:PutObject", request, writing(request))],
  },
  {
    name: "CopyObject",
    method: "PUT",
    on: "object",
    header: COPY,
    checks: (request) => [source(request), ...putting(request)],
  },
  { name: "PutObject", method: "PUT", on: "object", checks: putting },
  { name: "CreateMultipartUpload", method: "POST", on: "object", needs: ["uploads"], checks: putting },
  {
    name: "CompleteMultipartUpload",
    method: "POST",
    on: "object",
    needs: ["uploadId"],
    checks: (request) => [onObject("s3:PutObject", request, writing(request))],
  },
  {
    name: "AbortMultipartUpload",
    method: "DELETE",
    on: "object",
    needs: ["uploadId"],
    checks: (request) => [onObject("s3:AbortMultipartUpload", request)],
  },
  {
    name: "DeleteObject",
    method: "DELETE",
    on: "object",
    allows: ["versionId"],
    checks: (request) => [deletion(request.bucket, { key: request.key!, versionId: request.query.versionId })],
  },
];

/** Parameters of the SDKs and of presigned requests, which no operation is known by. */
const IGNORED = /^(x-id|x-amz-.*)$/i;

/** The operation of a request and what it needs. What is not understood is refused, never let through. */
export function operationOf(request: S3Request): Operation {
  const parameters = Object.keys(request.query).filter((name) => !IGNORED.test(name));
  const found = DEFINITIONS.find(
    ({ method, on, needs = [], header, allows = [] }) =>
      method === request.method &&
      (on === "object") === (request.key !== undefined) &&
      (header === undefined || request.headers[header] !== undefined) &&
      needs.every((name) => parameters.includes(name)) &&
      parameters.every((name) => needs.includes(name) || allows.includes(name)),
  );
  if (found === undefined) {
    const place = request.key === undefined ? "a bucket" : "an object";
    throw new AwsError(
      501,
      "NotImplemented",
      `The gateway knows no operation ${request.method} of ${place} with the parameters ${parameters.join(", ") || "(none)"}.`,
    );
  }
  return { name: found.name, checks: found.checks(request), missing: found.missing?.(request) };
}

/** What the deletion of one object needs. */
export function deletion(bucket: string, { key, versionId }: NamedObject): Check {
  const action = versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
  return {
    action,
    resource: objectArn(bucket, key),
    context: versionId === undefined ? {} : { "s3:versionid": versionId },
  };
}

/** ARN of a bucket. */
export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

function objectArn(bucket: string, key: string): string {
  return `${bucketArn(bucket)}/${key}`;
}

function onBucket(action: string, { bucket }: S3Request, context = {}): Check {
  return { action, resource: bucketArn(bucket), context };
}

function onObject(action: string, { bucket, key }: S3Request, context = {}): Check {
  return { action, resource: objectArn(bucket, key!), context };
}

function reading(request: S3Request): Check {
  const { versionId } = request.query;
  return versionId === undefined
    ? onObject("s3:GetObject", request)
    : onObject("s3:GetObjectVersion", request, { "s3:versionid": versionId });
}

/** Whether a key is there is told to those who may list it: S3 takes the key for the prefix. */
function mayList(request: S3Request): Check {
  return onBucket("s3:ListBucket", request, { "s3:prefix": request.key! });
}

function listing({ query }: S3Request): Record<string, string> {
  return present({ "s3:prefix": query.prefix, "s3:delimiter": query.delimiter, "s3:max-keys": query["max-keys"] });
}

/** Headers of a write that policies may make it depend on. */
function writing({ headers }: S3Request): Record<string, string> {
  return present({
    "s3:x-amz-server-side-encryption": headers["x-amz-server-side-encryption"],
    "s3:x-amz-server-side-encryption-aws-kms-key-id": headers["x-amz-server-side-encryption-aws-kms-key-id"],
    "s3:x-amz-acl": headers["x-amz-acl"],
    "s3:x-amz-storage-class": headers["x-amz-storage-class"],
    "s3:x-amz-copy-source": headers[COPY],
  });
}

function putting(request: S3Request): Check[] {
  const context = writing(request);
  const more = { "x-amz-acl": "s3:PutObjectAcl", "x-amz-tagging": "s3:PutObjectTagging" };
  const actions = [
    "s3:PutObject",
    ...Object.entries(more).flatMap(([header, action]) => (request.headers[header] === undefined ? [] : [action])),
  ];
  return actions.map((action) => onObject(action, request, context));
}

function source({ headers }: S3Request): Check {
  const [path, version] = headers[COPY].split("?versionId=");
  const [bucket, ...key] = decodeURIComponent(path).replace(/^\//, "").split("/");
  const resource = objectArn(bucket, key.join("/"));
  return version === undefined
    ? { action: "s3:GetObject", resource, context: {} }
    : { action: "s3:GetObjectVersion", resource, context: { "s3:versionid": version } };
}

function present(context: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
