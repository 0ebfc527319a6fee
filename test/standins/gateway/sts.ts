import { randomUUID } from "node:crypto";
import { XmlNode } from "@aws-sdk/xml-builder";
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify, type JWTVerifyGetKey } from "jose";
import type { Access } from "./access";
import type { DecisionLog } from "./decisions";
import { evaluate } from "./iam/evaluate";
import { AwsError } from "./s3/awsError";
import type { Session, Sessions } from "./sessions";

/** An OIDC provider of IAM: whose tokens are believed, and for which audiences. */
export interface OidcProvider {
  readonly arn: string;
  /** URL of the issuer, as in its tokens. */
  readonly issuer: string;
  readonly audiences: string[];
  readonly keys: JSONWebKeySet;
}

const ACTION = "AssumeRoleWithWebIdentity";
const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
const DEFAULT_SECONDS = 3600;

/** The part of the Security Token Service that IAM roles for service accounts need. */
export class SecurityTokenService {
  private readonly keys: JWTVerifyGetKey;

  constructor(
    private readonly provider: OidcProvider,
    private readonly sessions: Sessions,
    private readonly log: DecisionLog,
    private readonly now: () => Date,
  ) {
    this.keys = createLocalJWKSet(provider.keys);
  }

  /** Answers a request, or throws the error that AWS answers with. Each is in the log. */
  async answer(parameters: Record<string, string>, access: Access, secure: boolean): Promise<XmlNode> {
    const { RoleArn: role, RoleSessionName: session } = parameters;
    const record = {
      time: this.now().toISOString(),
      role,
      session,
      operation: parameters.Action ?? "(none)",
      action: `sts:${ACTION}`,
      resource: role,
    };
    try {
      if (parameters.Action !== ACTION)
        throw new AwsError(400, "InvalidAction", `Could not find operation ${parameters.Action}`);
      const seconds = validSeconds(parameters);
      const { subject, audience } = await this.identify(parameters.WebIdentityToken);
      const issuer = this.provider.issuer.replace(/^https:\/\//, "");
      const conditions = {
        [`${issuer}:sub`]: subject,
        [`${issuer}:aud`]: audience,
        "sts:RoleSessionName": session,
        "aws:SecureTransport": String(secure),
      };
      const trust = access.trust(role);
      const context = new Map(
        Object.entries({ ...conditions, "aws:CurrentTime": record.time }).map(([key, value]) => [
          key.toLowerCase(),
          [value],
        ]),
      );
      const decision = evaluate(
        { caller: { type: "federated", providerArn: this.provider.arn }, action: record.action, context },
        { identity: [], resource: trust ? [trust] : [] },
      );
      const { effect, ...by } = decision;
      this.log.add({
        ...record,
        subject,
        conditions,
        decision: effect,
        ...by,
        ...(trust === undefined && { reason: "there is no such role" }),
      });
      if (effect !== "allow") throw new AwsError(403, "AccessDenied", `Not authorized to perform sts:${ACTION}`);
      return reply(
        this.sessions.issue(role, session, new Date(this.now().getTime() + seconds * 1000)),
        subject,
        audience,
        this.provider,
      );
    } catch (error) {
      // A denial by policy is in the log already.
      if (error instanceof AwsError && error.status !== 403)
        this.log.add({
          ...record,
          conditions: {},
          decision: "unauthenticated",
          reason: `${error.code}: ${error.message}`,
        });
      throw error;
    }
  }

  /** Who a token is for, if it may be believed. */
  private async identify(token: string): Promise<{ subject: string; audience: string }> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        currentDate: this.now(),
        issuer: this.provider.issuer,
        requiredClaims: ["sub", "aud", "exp", "iat"],
      });
      const audience = [payload.aud ?? []].flat().find((candidate) => this.provider.audiences.includes(candidate));
      if (audience === undefined) throw new AwsError(400, "InvalidIdentityToken", "Incorrect token audience");
      return { subject: payload.sub!, audience };
    } catch (error) {
      if (error instanceof AwsError) throw error;
      if (error instanceof errors.JWTExpired)
        throw new AwsError(400, "ExpiredTokenException", `Token expired: ${error.message}`);
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === "iss")
        throw new AwsError(
          400,
          "InvalidIdentityToken",
          "No OpenIDConnect provider found in your account for the issuer of the token",
        );
      throw new AwsError(
        400,
        "InvalidIdentityToken",
        `The web identity token that was passed could not be validated: ${(error as Error).message}`,
      );
    }
  }
}

function validSeconds({ RoleArn, RoleSessionName, WebIdentityToken, DurationSeconds }: Record<string, string>): number {
  const seconds = DurationSeconds === undefined ? DEFAULT_SECONDS : Number(DurationSeconds);
  if (!RoleArn || !RoleSessionName || !WebIdentityToken || !(seconds >= 900 && seconds <= DEFAULT_SECONDS)) {
    throw new AwsError(
      400,
      "ValidationError",
      "RoleArn, RoleSessionName and WebIdentityToken are needed, DurationSeconds is from 900 to the role's 3600",
    );
  }
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName))
    throw new AwsError(400, "ValidationError", `RoleSessionName "${RoleSessionName}" is not valid`);
  return seconds;
}

function reply(session: Session, subject: string, audience: string, provider: OidcProvider): XmlNode {
  const credentials = new XmlNode("Credentials", [
    XmlNode.of("AccessKeyId", session.accessKeyId),
    XmlNode.of("SecretAccessKey", session.secretAccessKey),
    XmlNode.of("SessionToken", session.token),
    XmlNode.of("Expiration", session.expiration.toISOString()),
  ]);
  const user = new XmlNode("AssumedRoleUser", [
    XmlNode.of("Arn", session.arn),
    XmlNode.of("AssumedRoleId", session.userId),
  ]);
  const result = new XmlNode(`${ACTION}Result`, [
    XmlNode.of("SubjectFromWebIdentityToken", subject),
    XmlNode.of("Audience", audience),
    XmlNode.of("Provider", provider.arn),
    user,
    credentials,
  ]);
  const metadata = new XmlNode("ResponseMetadata", [XmlNode.of("RequestId", randomUUID())]);
  return new XmlNode(`${ACTION}Response`, [result, metadata]).addAttribute("xmlns", NAMESPACE);
}
