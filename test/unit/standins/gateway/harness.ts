import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { serverCertificate } from "../../../../sandbox/certificates";
import { GatewayClient, type StsAnswer, type TemporaryKeys } from "../../../standins/gateway/client";
import { Gateway, type GatewayOptions } from "../../../standins/gateway/gateway";
import { StoreServer, STORE_KEYS } from "./storeServer";

export const ACCOUNT = "123456789012";
export const ISSUER = "https://issuer.test";
export const AUDIENCE = "sts.amazonaws.com";
export const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/issuer.test`;
export const REGION = "us-east-1";
export const BUCKET = "state";
export const SERVICE_ACCOUNT = "system:serviceaccount:flink:job-taskmanager";
export const ROLE = roleArn("job");

/** A gateway in this process with its own store, token issuer and certificate. */
export class Harness {
  private constructor(
    readonly gateway: Gateway,
    readonly store: StoreServer,
    private readonly client: GatewayClient,
    private readonly issuer: Issuer,
  ) {}

  static async start(options: Partial<GatewayOptions> = {}): Promise<Harness> {
    const [store, issuer, { certificate, key, authority }] = await Promise.all([
      StoreServer.start(),
      Issuer.make(),
      serverCertificate("gateway", [
        "DNS:sts.us-east-1.amazonaws.com",
        "DNS:s3.us-east-1.amazonaws.com",
        "DNS:*.s3.us-east-1.amazonaws.com",
      ]),
    ]);
    const gateway = await Gateway.start({
      address: "127.0.0.1",
      httpsPort: 0,
      httpPort: 0,
      certificate,
      key,
      region: REGION,
      provider: { arn: PROVIDER, issuer: ISSUER, audiences: [AUDIENCE], keys: { keys: [issuer.publicKey] } },
      store: { endpoint: store.endpoint, region: REGION, ...STORE_KEYS },
      access: { roles: [role({})], buckets: [{ name: BUCKET }] },
      ...options,
    });
    const { httpsPort, httpPort } = gateway;
    return new Harness(
      gateway,
      store,
      new GatewayClient({ address: "127.0.0.1", httpsPort, httpPort, region: REGION, authority }),
      issuer,
    );
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    this.store.stop();
  }

  /** A token as a pod has it, of the issuer or, on demand, of whoever. */
  token(claims: TokenClaims = {}): Promise<string> {
    return this.issuer.token(claims);
  }

  /** Asks for the keys of a role. */
  assume(token: string, arn = ROLE, more: Record<string, string> = {}): Promise<StsAnswer> {
    return this.client.assume(token, arn, more);
  }

  /** Keys of a role that trusts the token. */
  async keys(arn = ROLE): Promise<TemporaryKeys> {
    return this.client.keys(await this.token(), arn);
  }

  /** Keys of a role for whoever has the token. */
  keysOf(token: string, arn: string): Promise<TemporaryKeys> {
    return this.client.keys(token, arn);
  }

  /** The SDK with keys of the role, or with others. */
  async s3({
    secure = true,
    credentials,
    ...config
  }: Partial<S3ClientConfig> & { secure?: boolean; credentials?: TemporaryKeys } = {}): Promise<S3Client> {
    return this.client.s3(credentials ?? (await this.keys()), secure, config);
  }
}

/** What a token claims, where it is not what the role trusts. */
export interface TokenClaims {
  readonly subject?: string;
  readonly audience?: string | string[];
  readonly issuer?: string;
  readonly expires?: Date;
  /** Signs with a key that nobody published. */
  readonly forged?: boolean;
}

class Issuer {
  private constructor(
    private readonly key: CryptoKey,
    private readonly otherKey: CryptoKey,
    readonly publicKey: JWK,
  ) {}

  static async make(): Promise<Issuer> {
    const [own, other] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
    return new Issuer(own.privateKey, other.privateKey, {
      ...(await exportJWK(own.publicKey)),
      kid: "key",
      alg: "ES256",
    });
  }

  token({
    subject = SERVICE_ACCOUNT,
    audience = AUDIENCE,
    issuer = ISSUER,
    expires,
    forged,
  }: TokenClaims): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: "ES256", kid: "key" })
      .setSubject(subject)
      .setAudience(audience)
      .setIssuer(issuer)
      .setIssuedAt(expires === undefined ? undefined : new Date(expires.getTime() - 3_600_000))
      .setExpirationTime(expires ?? "1h")
      .sign(forged ? this.otherKey : this.key);
  }
}

/** Name of a role in the account of the tests. */
export function roleArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

/** A role that one service account may have, and that may do everything in the bucket unless told otherwise. */
export function role({
  arn = ROLE,
  subject = SERVICE_ACCOUNT,
  statements = [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
}: {
  arn?: string;
  subject?: string;
  statements?: object[];
}) {
  const trust = {
    Effect: "Allow",
    Principal: { Federated: PROVIDER },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { "issuer.test:sub": subject, "issuer.test:aud": AUDIENCE } },
  };
  return { arn, trustPolicy: document([trust]), policies: [document(statements)] };
}

/** A policy as its text. */
export function document(statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
