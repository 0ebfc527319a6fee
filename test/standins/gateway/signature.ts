import { createHmac, timingSafeEqual } from "node:crypto";
import { createScope, getCanonicalHeaders, getSigningKey, SignatureV4Base } from "@smithy/signature-v4";
import { AwsError } from "./s3/awsError";
import { Sha256, sha256Hex } from "./sha256";

/** A request as it was signed. */
export interface SignedRequest {
  readonly method: string;
  /** Encoded as AWS encodes paths. */
  readonly path: string;
  readonly query: Record<string, string>;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
}

/** What a request says of its signature, in the header Authorization or, presigned, in the query. */
export interface Authorization {
  readonly presigned: boolean;
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  /** `YYYYMMDD'T'HHMMSS'Z'` */
  readonly longDate: string;
  readonly signedHeaders: string[];
  readonly signature: string;
  readonly securityToken?: string;
  /** Until when a presigned request may be used. */
  readonly expires?: Date;
  /** SHA-256 of the body, or what stands for it. */
  readonly payload: string;
}

/** Secrets of an access key. */
export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const LARGEST_SKEW_MS = 15 * 60 * 1000;

/** Reads how a request is signed. */
export function parseAuthorization({ headers, query }: SignedRequest): Authorization {
  const parameters = Object.fromEntries(Object.entries(query).map(([name, value]) => [name.toLowerCase(), value]));
  if (parameters["x-amz-signature"] !== undefined) return parsePresigned(parameters);
  const header = headers.authorization;
  if (header === undefined) throw new AwsError(403, "AccessDenied", "Access Denied: the request is not signed");
  const field = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1];
  const [credential, signedHeaders, signature] = [field("Credential"), field("SignedHeaders"), field("Signature")];
  const longDate = headers["x-amz-date"];
  const payload = headers["x-amz-content-sha256"];
  if (!header.startsWith(`${ALGORITHM} `) || !credential || !signedHeaders || !signature || !isLongDate(longDate))
    throw malformed();
  if (payload === undefined)
    throw new AwsError(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  return {
    presigned: false,
    ...parseCredential(credential, longDate),
    longDate,
    signedHeaders: signedHeaders.split(";"),
    signature,
    securityToken: headers["x-amz-security-token"],
    payload,
  };
}

function parsePresigned(parameters: Record<string, string>): Authorization {
  const {
    "x-amz-algorithm": algorithm,
    "x-amz-credential": credential,
    "x-amz-date": longDate,
    "x-amz-signedheaders": signedHeaders,
    "x-amz-expires": seconds,
  } = parameters;
  if (algorithm !== ALGORITHM || !credential || !isLongDate(longDate) || !signedHeaders || !/^\d+$/.test(seconds))
    throw malformed();
  return {
    presigned: true,
    ...parseCredential(credential, longDate),
    longDate,
    signedHeaders: signedHeaders.split(";"),
    signature: parameters["x-amz-signature"],
    securityToken: parameters["x-amz-security-token"],
    expires: new Date(toDate(longDate).getTime() + Number(seconds) * 1000),
    payload: parameters["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD",
  };
}

/** Computes signatures anew. */
export class SignatureVerifier extends SignatureV4Base {
  constructor(
    private readonly authorization: Authorization,
    private readonly keys: SigningKeys,
  ) {
    super({
      service: authorization.service,
      region: authorization.region,
      credentials: keys,
      sha256: Sha256,
      uriEscapePath: false,
    });
  }

  /** Throws unless the request was signed with these keys, and just now. */
  async verify(request: SignedRequest, now: Date): Promise<void> {
    const { longDate, expires, signature, signedHeaders, payload } = this.authorization;
    if (expires !== undefined) {
      if (now > expires) throw new AwsError(403, "AccessDenied", "Request has expired");
    } else if (Math.abs(now.getTime() - toDate(longDate).getTime()) > LARGEST_SKEW_MS) {
      throw new AwsError(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
      );
    }
    const unsigned = Object.keys(request.headers).find(
      (name) => (name === "host" || name.startsWith("x-amz-")) && !signedHeaders.includes(name),
    );
    if (unsigned !== undefined)
      throw new AwsError(
        403,
        "AccessDenied",
        `There were headers present in the request which were not signed: ${unsigned}`,
      );
    const headers = Object.fromEntries(signedHeaders.map((name) => [name, request.headers[name] ?? ""]));
    const canonical = getCanonicalHeaders({ headers } as never, undefined, new Set(signedHeaders));
    const text = await this.createStringToSign(
      longDate,
      this.scope,
      this.createCanonicalRequest(request as never, canonical, payload),
      ALGORITHM,
    );
    if (!same(await this.sign(text), signature)) {
      throw new AwsError(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      );
    }
  }

  /** Verifies the chunks of a body one after the other; each signature is part of the next. */
  chunks(): (kind: "PAYLOAD" | "TRAILER", data: Buffer, signature: string) => Promise<void> {
    let previous = this.authorization.signature;
    return async (kind, data, signature) => {
      const hashes = kind === "PAYLOAD" ? [sha256Hex(""), sha256Hex(data)] : [sha256Hex(data)];
      const text = [`${ALGORITHM}-${kind}`, this.authorization.longDate, this.scope, previous, ...hashes].join("\n");
      if (!same(await this.sign(text), signature))
        throw new AwsError(403, "SignatureDoesNotMatch", "The signature of a chunk of the body does not match.");
      previous = signature;
    };
  }

  private get scope(): string {
    const { longDate, region, service } = this.authorization;
    return createScope(longDate.slice(0, 8), region, service);
  }

  private async sign(text: string): Promise<string> {
    const { longDate, region, service } = this.authorization;
    const key = await getSigningKey(Sha256, this.keys, longDate.slice(0, 8), region, service);
    return createHmac("sha256", key).update(text).digest("hex");
  }
}

function parseCredential(
  credential: string,
  longDate: string,
): Pick<Authorization, "accessKeyId" | "region" | "service"> {
  const [accessKeyId, date, region, service, end, ...more] = credential.split("/");
  if (end !== "aws4_request" || more.length > 0 || date !== longDate.slice(0, 8)) throw malformed();
  return { accessKeyId, region, service };
}

function malformed(): AwsError {
  return new AwsError(400, "AuthorizationHeaderMalformed", "The authorization header that you provided is not valid.");
}

function isLongDate(date: string | undefined): date is string {
  return /^\d{8}T\d{6}Z$/.test(date ?? "");
}

function toDate(longDate: string): Date {
  return new Date(longDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function same(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
