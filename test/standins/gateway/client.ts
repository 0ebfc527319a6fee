import { Agent as HttpAgent, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request } from "node:https";
import type { LookupFunction } from "node:net";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { readAll } from "./forwarding";

/** Where a gateway is, for who does not find it by the names of AWS. */
export interface GatewayLocation {
  readonly address: string;
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly region: string;
  /** The authority of its certificate, in PEM. */
  readonly authority: string;
}

/** Temporary keys, as the SDK takes them. */
export interface TemporaryKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What STS answers. */
export interface StsAnswer {
  readonly status: number;
  readonly text: string;
  /** Code of the error, if it is one. */
  readonly code?: string;
}

/** Asks a gateway as a pod does: by the names of AWS, which the certificate must fit. */
export class GatewayClient {
  constructor(private readonly location: GatewayLocation) {}

  /** Asks for the keys of a role. */
  async assume(token: string, roleArn: string, more: Record<string, string> = {}): Promise<StsAnswer> {
    const { httpsPort, region } = this.location;
    const form = new URLSearchParams({
      Action: "AssumeRoleWithWebIdentity",
      Version: "2011-06-15",
      RoleArn: roleArn,
      RoleSessionName: "session",
      WebIdentityToken: token,
      ...more,
    });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { "Content-Type": "application/x-www-form-urlencoded" };
      const options = {
        method: "POST",
        host: `sts.${region}.amazonaws.com`,
        port: httpsPort,
        headers,
        agent: this.agents().httpsAgent,
      };
      request(options, resolve).once("error", reject).end(form.toString());
    });
    const text = (await readAll(answer)).toString();
    return { status: answer.statusCode!, text, code: /<Code>([^<]*)<\/Code>/.exec(text)?.[1] };
  }

  /** Keys of a role; throws where they are denied. */
  async keys(token: string, roleArn: string): Promise<TemporaryKeys> {
    const { status, text } = await this.assume(token, roleArn);
    if (status !== 200) throw new Error(`AssumeRoleWithWebIdentity of ${roleArn} was answered with ${status}: ${text}`);
    const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)![1];
    return {
      accessKeyId: field("AccessKeyId"),
      secretAccessKey: field("SecretAccessKey"),
      sessionToken: field("SessionToken"),
    };
  }

  /** The SDK with such keys, by TLS or without. */
  s3(credentials: TemporaryKeys, secure = true, config: Partial<S3ClientConfig> = {}): S3Client {
    const { httpsPort, httpPort, region } = this.location;
    const endpoint = secure
      ? `https://s3.${region}.amazonaws.com:${httpsPort}`
      : `http://s3.${region}.amazonaws.com:${httpPort}`;
    return new S3Client({ region, endpoint, credentials, requestHandler: this.agents(), maxAttempts: 1, ...config });
  }

  private agents(): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
    const { address, authority } = this.location;
    const lookup: LookupFunction = (_, options, callback) =>
      options.all ? callback(null, [{ address, family: 4 }]) : callback(null, address, 4);
    return { httpAgent: new HttpAgent({ lookup }), httpsAgent: new HttpsAgent({ lookup, ca: authority }) };
  }
}
