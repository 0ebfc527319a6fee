import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { CoreV1Api } from "@kubernetes/client-node";
import { kubeConfig } from "../../../commands/stack/kubernetes";
import { answerInPods, kubectl, sandbox, storeClient } from "../../../sandbox/client";
import { serverCertificate } from "../../../sandbox/certificates";
import { network } from "../../../sandbox/layout";
import type { AccessDefinition } from "../../standins/gateway/access";
import { GatewayClient } from "../../standins/gateway/client";
import { Gateway } from "../../standins/gateway/gateway";
import { AUTHORITY_CONFIG_MAP, type GatewayCluster, oidcProviderArn, rootOf } from "./cluster";

/** Ports by which the AWS SDKs find it without being told. */
const HTTPS_PORT = 443;
const HTTP_PORT = 80;

const AUDIENCE = "sts.amazonaws.com";

/** A gateway on the sandbox's bridge that its pods take for AWS, before the sandbox's own store. */
export class SandboxGateway {
  private constructor(
    readonly gateway: Gateway,
    readonly issuer: string,
    private readonly authority: string,
  ) {}

  /**
   * Starts it in this process; ends with `stop`. What an earlier, killed process left is taken over: DNS names and
   * ConfigMap are written anew.
   */
  static async start(access: (issuer: string) => AccessDefinition): Promise<SandboxGateway> {
    const { region, bucket } = sandbox().s3;
    const names = ["sts", `sts.${region}`, `s3.${region}`, `${bucket}.s3.${region}`, "s3", `${bucket}.s3`].map(
      (name) => `${name}.amazonaws.com`,
    );
    const { issuer } = JSON.parse(await kubectl(["get", "--raw", "/.well-known/openid-configuration"])) as {
      issuer: string;
    };
    const keys = JSON.parse(await kubectl(["get", "--raw", "/openid/v1/jwks"]));
    const { certificate, key, authority } = await serverCertificate("gateway", [
      ...names.map((name) => `DNS:${name}`),
      `IP:${network.address}`,
    ]);
    const folder = join(sandbox().root, "gateway");
    const decisionFile = join(folder, "decisions.jsonl");
    mkdirSync(folder, { recursive: true });
    writeFileSync(decisionFile, "");
    const gateway = await Gateway.start({
      address: network.address,
      httpsPort: HTTPS_PORT,
      httpPort: HTTP_PORT,
      certificate,
      key,
      region,
      provider: { arn: oidcProviderArn(issuer), issuer, audiences: [AUDIENCE], keys },
      store: sandbox().s3,
      access: access(issuer),
      decisionFile,
    });
    await answerInPods(names);
    return new SandboxGateway(gateway, issuer, authority);
  }

  /** Lets the pods of a namespace trust the certificate, if their cluster names the ConfigMap. */
  async trustIn(namespace: string): Promise<void> {
    const core = kubeConfig(sandbox()).makeApiClient(CoreV1Api);
    const name = AUTHORITY_CONFIG_MAP;
    await core.deleteNamespacedConfigMap({ name, namespace }).catch((error: { code?: number }) => {
      if (error.code !== 404) throw error;
    });
    await core.createNamespacedConfigMap({
      namespace,
      body: { metadata: { name }, data: { "ca.crt": this.authority } },
    });
  }

  /** Makes the folder of a cluster, as S3StateStorage does. */
  async createRoot(cluster: GatewayCluster): Promise<void> {
    const client = await storeClient();
    try {
      await client.send(new PutObjectCommand({ Bucket: cluster.bucket, Key: `${rootOf(cluster)}/`, ContentLength: 0 }));
    } finally {
      client.destroy();
    }
  }

  /** Asks it from this host. */
  get client(): GatewayClient {
    return new GatewayClient({
      address: network.address,
      httpsPort: HTTPS_PORT,
      httpPort: HTTP_PORT,
      region: sandbox().s3.region,
      authority: this.authority,
    });
  }

  async stop(): Promise<void> {
    await answerInPods([]);
    await this.gateway.stop();
  }
}
