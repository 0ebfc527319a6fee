import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "../../operations/wait";
import { serverCertificate } from "../../sandbox/certificates";
import { sandbox } from "../../sandbox/client";
import { network, paths } from "../../sandbox/layout";
import { artifact } from "../../toolchain/artifacts";
import { TEST_STATE, TestStack } from "../support/testStack";

const AUTHORITY = "store-authority";

describe("a cluster on a store that speaks TLS, with a certificate of a private authority", () => {
  const directory = mkdtempSync(join(tmpdir(), "pulumi-flink-store-"));
  let store: ChildProcess | undefined;
  let stack: TestStack;

  before(async () => {
    stack = await TestStack.create("store-tls");
    const { certificate, key, authority } = await serverCertificate("store", [`IP:${network.address}`]);
    const port = await freePort();
    store = startStore(port, certificate, key);
    await waitFor({
      what: "the store",
      seconds: 20,
      todo: "Look at its output above.",
      look: () => answers(port, authority),
    });
    await stack.core.createNamespacedConfigMap({
      namespace: stack.namespace,
      body: { metadata: { name: AUTHORITY }, data: { "ca.crt": authority } },
    });
    const storage = {
      uri: `s3://${sandbox().s3.bucket}/${TEST_STATE}`,
      endpoint: `https://${network.address}:${port}`,
      profile: "versitygw",
      trustedCertificates: { configMap: AUTHORITY },
      credentialsSecret: { name: "s3-credentials" },
    };
    await stack.configure({ storage, jobManager: { replicas: 1, memory: "1g", cpu: "100m" } } as never).up();
  });
  after(async () => {
    await stack?.core.deleteNamespacedConfigMap({ name: AUTHORITY, namespace: stack.namespace }).catch(() => undefined);
    await stack?.dispose();
    store?.kill();
    rmSync(directory, { recursive: true });
  });

  /** A second server over the sandbox's store. */
  function startStore(port: number, certificate: string, key: string): ChildProcess {
    const [certificateFile, keyFile] = ["store.crt", "store.key"].map((name) => join(directory, name));
    writeFileSync(certificateFile, certificate);
    writeFileSync(keyFile, key, { mode: 0o600 });
    const { accessKeyId, secretAccessKey } = sandbox().s3;
    const args = [
      "--port",
      `${network.address}:${port}`,
      "--cert",
      certificateFile,
      "--key",
      keyFile,
      "--health",
      "/health",
      "--quiet",
      "posix",
      paths().store,
    ];
    return spawn(artifact("versitygw").bin("versitygw"), args, {
      env: { ...process.env, ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }

  it("completes checkpoints there", async () => {
    const { totals, checkpoints } = await (await stack.runningJob()).again(() => true);
    assert.deepEqual([totals.gaps, totals.repeats], [0, 0]);
    assert.ok(
      checkpoints.latest.completed!.external_path.startsWith(`s3://${sandbox().s3.bucket}/${stack.prefix}checkpoints/`),
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, network.address, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** True once it answers over TLS; undefined before. */
function answers(port: number, ca: string): Promise<true | undefined> {
  return new Promise((resolve) => {
    get({ host: network.address, port, path: "/health", ca }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? true : undefined);
    }).once("error", () => resolve(undefined));
  });
}
