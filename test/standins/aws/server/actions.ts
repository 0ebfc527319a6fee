/** A request to AWS, named as AWS names it. */
export interface AwsRequest {
  /** Service and operation: `s3:PutBucketPolicy`. */
  action: string;
  /** Whether it changes something. */
  writes: boolean;
  /** What it concerns where the path tells: `/bucket`, `/clusters/name`. */
  path: string;
}

/** What is known of a request before it is answered. */
export interface Incoming {
  method: string;
  url: URL;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Names a request by service and operation; the service is in the signature's scope. */
export function awsRequest(incoming: Incoming): AwsRequest {
  const service =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(String(incoming.headers.authorization ?? ""))?.[1] ?? "unsigned";
  const operation = operationOf(service, incoming);
  const reads = /^(Get|List|Describe|Head|Assume)/.test(operation);
  return { action: `${service}:${operation}`, writes: !reads, path: incoming.url.pathname };
}

function operationOf(service: string, { method, url, headers, body }: Incoming): string {
  // IAM and STS send forms, KMS sends JSON with the operation in a header, S3 and EKS have resources.
  const form = new URLSearchParams(body.subarray(0, 4096).toString("utf8")).get("Action");
  if (["iam", "sts"].includes(service) && form) return form;
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.split(".")[1];
  return service === "s3" ? s3Operation(method, url) : eksOperation(method, url.pathname);
}

const METHODS: Record<string, string> = { GET: "Get", HEAD: "Head", PUT: "Put", DELETE: "Delete", POST: "Post" };

/** Parts of a bucket's configuration by the query that names them. */
const SUBRESOURCES: Record<string, string> = {
  encryption: "BucketEncryption",
  lifecycle: "BucketLifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  publicAccessBlock: "PublicAccessBlock",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
};

function s3Operation(method: string, { pathname, searchParams }: URL): string {
  const [, bucket, ...key] = pathname.split("/");
  if (!bucket) return "ListBuckets";
  if (key.join("/") !== "") return `${METHODS[method]}Object`;
  if (method === "POST" && searchParams.has("delete")) return "DeleteObjects";
  if (searchParams.has("versions")) return "ListObjectVersions";
  const part = Object.keys(SUBRESOURCES).find((name) => searchParams.has(name));
  if (part) return METHODS[method] + SUBRESOURCES[part];
  if (method === "GET") return "ListObjects";
  return method === "PUT" ? "CreateBucket" : `${METHODS[method]}Bucket`;
}

function eksOperation(method: string, path: string): string {
  const association = /^\/clusters\/[^/]+\/pod-identity-associations(\/[^/]+)?$/.exec(path);
  const isOne = association?.[1] !== undefined;
  if (association && method === "GET") return isOne ? "DescribePodIdentityAssociation" : "ListPodIdentityAssociations";
  if (association && method === "DELETE") return "DeletePodIdentityAssociation";
  if (association) return isOne ? "UpdatePodIdentityAssociation" : "CreatePodIdentityAssociation";
  if (path.startsWith("/tags/"))
    return { GET: "ListTagsForResource", POST: "TagResource", DELETE: "UntagResource" }[method] ?? method;
  return method === "GET" ? "DescribeCluster" : method === "POST" ? "CreateCluster" : "DeleteCluster";
}
