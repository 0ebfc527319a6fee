import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { type AwsRequest, awsRequest, type Incoming } from "./actions";
import { type Refusal, sendError, sendJson } from "./answers";
import { type Moto, MOTO_ACCOUNT, startMoto } from "./moto";
import { PodIdentity } from "./podIdentity";

/**
 * AWS's APIs on loopback: moto, and before it a door that notes every request, refuses what a test wants refused, and
 * answers for the pod identity associations that moto does not have.
 */
export class SimulatedAws {
  /** Every request so far, oldest first. */
  readonly requests: AwsRequest[] = [];
  private readonly refused = new Map<string, Refusal>();
  private readonly podIdentity: PodIdentity;

  private constructor(
    private readonly moto: Moto,
    private readonly door: Server,
  ) {
    this.podIdentity = new PodIdentity(MOTO_ACCOUNT, (name, region) => this.clusterExists(name, region));
    door.on("request", (message: IncomingMessage, response: ServerResponse) => {
      this.serve(message, response).catch((error: Error) => response.writeHead(500).end(error.message));
    });
  }

  static async start(): Promise<SimulatedAws> {
    const moto = await startMoto();
    const aws = new SimulatedAws(moto, createServer());
    await new Promise<void>((resolve) => aws.door.listen(0, "127.0.0.1", resolve));
    return aws;
  }

  async stop(): Promise<void> {
    this.door.closeAllConnections();
    await new Promise((resolve) => this.door.close(resolve));
    await this.moto.stop();
  }

  /** What clients take for AWS. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.door.address() as AddressInfo).port}`;
  }

  /** Where clients find it and as whom they come; nothing of this machine's own AWS settings is looked at. */
  get environment(): NodeJS.ProcessEnv {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: "simulated",
      AWS_SECRET_ACCESS_KEY: "simulated",
      AWS_REGION: "eu-central-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    };
  }

  /** Denies an operation, `s3:PutBucketEncryption`, until the returned function is called. */
  deny(action: string): () => void {
    this.refused.set(action, {
      status: 403,
      code: action.startsWith("kms:") || action.startsWith("eks:") ? "AccessDeniedException" : "AccessDenied",
      message: `not authorized to perform: ${action}`,
    });
    return () => this.refused.delete(action);
  }

  /** The operations that changed something while an action ran, in order. */
  async writesDuring(action: () => Promise<unknown>): Promise<string[]> {
    const before = this.requests.length;
    await action();
    return this.requests.slice(before).flatMap(({ action: name, writes }) => (writes ? [name] : []));
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const incoming: Incoming = {
      method: message.method!,
      url: new URL(message.url!, this.endpoint),
      headers: message.headers,
      body: Buffer.concat(chunks),
    };
    const noted = awsRequest(incoming);
    this.requests.push(noted);
    const [service] = noted.action.split(":");
    const refusal = this.refused.get(noted.action);
    if (refusal) return sendError(response, service, refusal);
    const answer =
      service === "eks"
        ? await this.podIdentity.answer(incoming.method, incoming.url, regionOf(message), parse(incoming.body))
        : undefined;
    if (answer === undefined) return this.passOn(message, incoming.body, response);
    if ("refusal" in answer) return sendError(response, service, answer.refusal);
    return sendJson(response, answer.result);
  }

  private passOn(message: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { method, url: path, headers } = message;
    const passed = httpRequest({ host: "127.0.0.1", port: this.moto.port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", (error) => response.destroy(error));
    passed.end(body);
  }

  private async clusterExists(name: string, region: string): Promise<boolean> {
    const scope = `simulated/20260101/${region}/eks/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
    const answer = await fetch(`http://127.0.0.1:${this.moto.port}/clusters/${encodeURIComponent(name)}`, {
      headers: { authorization },
    });
    return answer.ok;
  }
}

const regionOf = ({ headers }: IncomingMessage) =>
  /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "eu-central-1";
const parse = (body: Buffer): Record<string, any> =>
  body.length > 0 ? (JSON.parse(body.toString("utf8")) as Record<string, any>) : {};
