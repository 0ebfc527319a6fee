import type { Access } from "./access";
import type { DecisionLog } from "./decisions";
import { evaluate } from "./iam/evaluate";
import type { Caller } from "./iam/principals";
import { accessDenied } from "./s3/awsError";
import type { Check, Operation } from "./s3/operations";
import type { Session } from "./sessions";

/** Who asks, and how. */
export interface Circumstances {
  readonly session: Session;
  readonly bucket: string;
  readonly operation: Pick<Operation, "name">;
  readonly region: string;
  /** Whether the connection is TLS. */
  readonly secure: boolean;
  readonly presigned: boolean;
  readonly now: Date;
}

/** Decides by the policies, and keeps each decision. */
export class Authorizer {
  constructor(
    private readonly access: Access,
    private readonly log: DecisionLog,
  ) {}

  /** Throws unless everything is allowed. All is decided and logged, also behind the first denial. */
  require(checks: Check[], circumstances: Circumstances): void {
    const allowed = checks.map((check) => this.allows(check, circumstances));
    if (allowed.includes(false)) throw accessDenied();
  }

  allows({ action, resource, context }: Check, circumstances: Circumstances): boolean {
    const { session, bucket, operation, now } = circumstances;
    const caller: Caller = {
      type: "role",
      account: session.account,
      roleArn: session.roleArn,
      sessionArn: session.arn,
    };
    const own = { ...context, "aws:SecureTransport": String(circumstances.secure) };
    const known = new Map(
      Object.entries({ ...own, ...general(circumstances) }).map(([key, value]) => [key.toLowerCase(), [value]]),
    );
    // The policy of a key leaves it to IAM, as the one that AWS gives a key without another.
    const resourcePolicies = action.startsWith("s3:") ? this.access.bucket(bucket).policy : [];
    const { effect, ...by } = evaluate(
      { caller, action, resource, context: known },
      { identity: this.access.identity(session.roleArn), resource: resourcePolicies },
    );
    this.log.add({
      time: now.toISOString(),
      role: session.roleArn,
      session: session.name,
      operation: operation.name,
      action,
      resource,
      conditions: own,
      decision: effect,
      ...by,
    });
    return effect === "allow";
  }
}

function general({ session, region, presigned, now }: Circumstances): Record<string, string> {
  return {
    "aws:PrincipalArn": session.roleArn,
    "aws:PrincipalAccount": session.account,
    "aws:PrincipalType": "AssumedRole",
    "aws:userid": session.userId,
    "aws:ResourceAccount": session.account,
    "s3:ResourceAccount": session.account,
    "aws:RequestedRegion": region,
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
    "s3:authType": presigned ? "REST-QUERY-STRING" : "REST-HEADER",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "kms:CallerAccount": session.account,
    "kms:ViaService": `s3.${region}.amazonaws.com`,
  };
}
