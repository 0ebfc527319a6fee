import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo } from "node:net";
import { Access, type AccessDefinition } from "./access";
import { Authorizer, type Circumstances } from "./authorizer";
import { DecisionLog } from "./decisions";
import { Faults } from "./faults";
import { forwarded, passOn, readAll } from "./forwarding";
import { type Address, encodeKey, parseAddress } from "./s3/address";
import { accessDenied, AwsError, sendS3Error, sendStsError, sendXml } from "./s3/awsError";
import { NOTHING_DELETED, parseDeletions, withDenials, writeDeletions } from "./s3/deletions";
import { keyChecks } from "./s3/keys";
import { deletion, operationOf, type S3Request } from "./s3/operations";
import { type Session, Sessions } from "./sessions";
import { type Authorization, parseAuthorization, SignatureVerifier } from "./signature";
import { sha256Hex } from "./sha256";
import { type OidcProvider, SecurityTokenService } from "./sts";
import { Store, type StoreLocation } from "./store";

/** What a gateway stands before, and for whom. */
export interface GatewayOptions {
  /** Address to listen on. */
  readonly address: string;
  /** 0 takes a free one. */
  readonly httpsPort: number;
  /** Port without TLS, for those who must be denied for it. 0 takes a free one. */
  readonly httpPort: number;
  /** The server's certificate and its key, in PEM. */
  readonly certificate: string;
  readonly key: string;
  readonly region: string;
  readonly provider: OidcProvider;
  readonly store: StoreLocation;
  readonly access: AccessDefinition;
  /** File that gets each decision as a line of JSON. Defaults to none. */
  readonly decisionFile?: string;
  /** Defaults to the clock of this host. */
  readonly now?: () => Date;
}

/**
 * A stand-in for STS and the door of S3: verifies web identities and signatures, decides by IAM and bucket policies as
 * AWS does within one account, and has a real store do what is allowed. Not a product: one process, keys in memory.
 */
export class Gateway {
  readonly decisions: DecisionLog;
  readonly faults = new Faults();
  private readonly sessions = new Sessions();
  private readonly store: Store;
  private readonly sts: SecurityTokenService;
  private readonly now: () => Date;
  private readonly servers: Server[] = [];
  private access: Access;

  private constructor(private readonly options: GatewayOptions) {
    this.now = options.now ?? (() => new Date());
    this.decisions = new DecisionLog(options.decisionFile);
    this.store = new Store(options.store);
    this.sts = new SecurityTokenService(options.provider, this.sessions, this.decisions, this.now);
    this.access = this.understood(options.access);
  }

  /** Listens, once all policies are understood. */
  static async start(options: GatewayOptions): Promise<Gateway> {
    const gateway = new Gateway(options);
    const { address, certificate: cert, key } = options;
    try {
      await gateway.listen(createHttpsServer({ cert, key }, gateway.listener(true)), options.httpsPort, address);
      await gateway.listen(createHttpServer(gateway.listener(false)), options.httpPort, address);
    } catch (error) {
      await gateway.stop();
      throw error;
    }
    return gateway;
  }

  /** Port with TLS. */
  get httpsPort(): number {
    return (this.servers[0].address() as AddressInfo).port;
  }

  /** Port without TLS. */
  get httpPort(): number {
    return (this.servers[1].address() as AddressInfo).port;
  }

  /** Decides by other policies from now on, for sessions that are open too. */
  use(access: AccessDefinition): void {
    this.access = this.understood(access);
  }

  /** Ends, also what is under way. */
  async stop(): Promise<void> {
    await Promise.all(
      this.servers.map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
    this.store.close();
  }

  private understood(access: AccessDefinition): Access {
    return new Access(access, this.options.provider.issuer.replace(/^https:\/\//, ""));
  }

  private async listen(server: Server, port: number, address: string): Promise<void> {
    // Longer than the SDKs keep a connection that they do not use.
    server.keepAliveTimeout = 75_000;
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, address, resolve));
    this.servers.push(server);
  }

  private listener(secure: boolean): RequestListener {
    return (request, response) => void this.answer(request, response, secure);
  }

  private async answer(request: IncomingMessage, response: ServerResponse, secure: boolean): Promise<void> {
    let service: Address["service"] = "s3";
    try {
      const address = parseAddress(request.headers.host ?? "", request.url ?? "/", this.options.region);
      service = address.service;
      if (service === "sts") await this.answerSts(request, response, address, secure);
      else await this.answerS3(request, response, address, secure);
    } catch (error) {
      await this.answerError(error, request, response, service);
    }
  }

  private async answerError(
    error: unknown,
    request: IncomingMessage,
    response: ServerResponse,
    service: Address["service"],
  ): Promise<void> {
    // Whoever asked has gone, and it was no decision.
    if (request.socket.destroyed) return;
    const known = error instanceof AwsError ? error : new AwsError(500, "InternalError", (error as Error).message);
    if (known.status >= 500) this.refused(`${request.method} ${request.url}`, known);
    if (response.headersSent) return void response.destroy();
    // A client that is still sending takes the end of the connection for a fault of the network, and tries again.
    if (!request.complete) await new Promise<void>((done) => request.once("end", done).once("close", done).resume());
    if (request.socket.destroyed) return;
    if (service === "sts") sendStsError(response, known);
    else sendS3Error(response, known, request.url ?? "/");
  }

  private async answerSts(
    request: IncomingMessage,
    response: ServerResponse,
    { query }: Address,
    secure: boolean,
  ): Promise<void> {
    const form = Object.fromEntries(new URLSearchParams((await readAll(request)).toString()));
    sendXml(response, 200, await this.sts.answer({ ...query, ...form }, this.access, secure));
  }

  private async answerS3(
    incoming: IncomingMessage,
    response: ServerResponse,
    address: Address,
    secure: boolean,
  ): Promise<void> {
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ""].flat().join(",")]),
    );
    const { authorization, session, verifier } = await this.authenticate(incoming, headers, address);
    if (address.bucket === undefined)
      throw new AwsError(501, "NotImplemented", "The gateway knows no operation without a bucket.");
    const request: S3Request = {
      method: incoming.method!,
      bucket: address.bucket,
      key: address.key,
      query: unsigned(address.query),
      headers,
    };
    const operation = operationOf(request);
    const circumstances: Circumstances = {
      session,
      bucket: request.bucket,
      operation,
      region: this.options.region,
      secure,
      presigned: authorization.presigned,
      now: this.now(),
    };
    const authorizer = new Authorizer(this.access, this.decisions);
    const { headers: plain, body } = forwarded(incoming, headers, authorization.payload, verifier.chunks());
    if (operation.name === "DeleteObjects")
      return this.deleteObjects(
        request,
        await wholeBody(body, authorization.payload),
        plain,
        authorizer,
        circumstances,
        response,
      );

    const { kmsKeyArn } = this.access.bucket(request.bucket);
    authorizer.require(
      [...operation.checks, ...(kmsKeyArn === undefined ? [] : keyChecks(operation, request, kmsKeyArn, {}))],
      circumstances,
    );
    this.faults.strike({ operation: operation.name, roleArn: session.roleArn, key: request.key, query: request.query });
    const answer = await this.store.send({ ...request, headers: plain, body });
    if (
      answer.statusCode === 404 &&
      operation.missing !== undefined &&
      !authorizer.allows(operation.missing, circumstances)
    ) {
      answer.resume();
      throw accessDenied();
    }
    await passOn(answer, response);
  }

  /** Each key is decided by itself: what is not allowed is left out of what the store gets, and reported. */
  private async deleteObjects(
    request: S3Request,
    body: Buffer,
    headers: Record<string, string>,
    authorizer: Authorizer,
    circumstances: Circumstances,
    response: ServerResponse,
  ): Promise<void> {
    const { objects, quiet } = parseDeletions(body);
    const decided = objects.map((object) => ({
      object,
      allowed: authorizer.allows(deletion(request.bucket, object), circumstances),
    }));
    const [allowed, denied] = [true, false].map((wanted) =>
      decided.filter((one) => one.allowed === wanted).map(({ object }) => object),
    );
    let result = NOTHING_DELETED;
    if (allowed.length > 0) {
      const rewritten = writeDeletions({ objects: allowed, quiet });
      const others = Object.fromEntries(
        Object.entries(headers).filter(([name]) => !name.startsWith("x-amz-checksum-")),
      );
      const answer = await this.store.send({
        ...request,
        headers: { ...others, ...rewritten.headers },
        body: rewritten.body,
      });
      if (answer.statusCode !== 200) return passOn(answer, response);
      result = (await readAll(answer)).toString();
    }
    const text = withDenials(result, denied);
    response.writeHead(200, { "Content-Type": "application/xml", "Content-Length": Buffer.byteLength(text) }).end(text);
  }

  private async authenticate(
    incoming: IncomingMessage,
    headers: Record<string, string>,
    address: Address,
  ): Promise<Authenticated> {
    try {
      // As it was sent, so that virtual hosts and paths both verify.
      const path = encodeKey(decodeURIComponent((incoming.url ?? "/").split("?")[0]));
      const request = { method: incoming.method!, path, query: address.query, headers };
      const authorization = parseAuthorization(request);
      if (authorization.region !== this.options.region || authorization.service !== "s3") {
        throw new AwsError(
          400,
          "AuthorizationHeaderMalformed",
          `The authorization header is malformed; the region is ${this.options.region}, the service s3`,
        );
      }
      const session = this.sessions.find(authorization.accessKeyId);
      if (session === undefined)
        throw new AwsError(
          403,
          "InvalidAccessKeyId",
          "The AWS Access Key Id you provided does not exist in our records.",
        );
      if (authorization.securityToken !== session.token)
        throw new AwsError(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
      const verifier = new SignatureVerifier(authorization, session);
      await verifier.verify(request, this.now());
      if (this.now() >= session.expiration) throw new AwsError(400, "ExpiredToken", "The provided token has expired.");
      return { authorization, session, verifier };
    } catch (error) {
      if (error instanceof AwsError) {
        const { code, message } = error;
        this.decisions.add({
          time: this.now().toISOString(),
          operation: `${incoming.method} ${incoming.url}`,
          conditions: {},
          decision: "unauthenticated",
          reason: `${code}: ${message}`,
        });
      }
      throw error;
    }
  }

  private refused(operation: string, { code, message }: AwsError): void {
    this.decisions.add({
      time: this.now().toISOString(),
      operation,
      conditions: {},
      decision: "refused",
      reason: `${code}: ${message}`,
    });
  }
}

interface Authenticated {
  readonly authorization: Authorization;
  readonly session: Session;
  readonly verifier: SignatureVerifier;
}

/** A query without what signs a presigned request. */
function unsigned(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      ([name]) =>
        !/^x-amz-(algorithm|credential|date|expires|signature|signedheaders|security-token|content-sha256)$/i.test(
          name,
        ),
    ),
  );
}

/** A body that the gateway itself reads, compared with its signed hash; others are compared by the store. */
async function wholeBody(body: AsyncIterable<Buffer> | undefined, payload: string): Promise<Buffer> {
  const bytes = body === undefined ? Buffer.alloc(0) : await readAll(body);
  if (/^[0-9a-f]{64}$/.test(payload) && sha256Hex(bytes) !== payload) {
    throw new AwsError(
      400,
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  return bytes;
}
