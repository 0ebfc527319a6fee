import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { version } from "../../../components/package.json";
import { sandbox, storeClient } from "../../../sandbox/client";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { Consumer } from "../../support/consumer";
import {
  forget,
  freshNamespace,
  haConfigMapsIn,
  jobRunning,
  liveObjects,
  sandboxValues,
} from "../../support/examples/onSandbox";
import { packed } from "../../support/packed";
import { pageBlocks } from "../../support/pages";
import { renamedContext } from "../../support/renamedContext";

describe("examples/typescript: the packed package in an empty folder, by the commands of its README", () => {
  const NAMESPACE = "examples-typescript";
  const FOLDER = join(PROJECT_ROOT, "examples", "typescript");
  const COMMANDS = pageBlocks("sh", ["examples/typescript/README.md"]).map(({ text }) => text);
  const { image, entryClass, endpoint, uri } = sandboxValues("typescript");
  let consumer: Consumer;

  before(async () => {
    consumer = new Consumer({ PACKAGE: (await packed()).tarball });
    consumer.write("../kubeconfig", renamedContext("my-cluster"));
    consumer.env.KUBECONFIG = join(consumer.root, "kubeconfig");
    await freshNamespace(NAMESPACE, uri);
  });
  after(async () => {
    consumer?.remove();
    await forget(NAMESPACE, uri);
  });

  /** The one block of the README with a text, with the sandbox's values. */
  function commands(text: string): string {
    const [found, ...others] = COMMANDS.filter((block) => block.includes(text));
    assert.ok(found !== undefined && others.length === 0, `blocks with ${text}`);
    return found
      .replaceAll(/^pulumi (up|destroy)$/gm, "pulumi $1 --yes")
      .replace("--namespace streaming", `--namespace ${NAMESPACE}`)
      .replace("s3://flink-state/flink", uri)
      .replace("https://minio.storage.svc:9000", endpoint);
  }

  /** The program with the sandbox's values. */
  function program(): string {
    const values = {
      streaming: NAMESPACE,
      "registry.example.com/orders:1": image,
      "com.example.OrdersJob": entryClass,
      "https://minio.storage.svc:9000": endpoint,
      "s3://flink-state/flink": uri,
    };
    return Object.entries(values).reduce(
      (text, [from, to]) => {
        assert.ok(text.includes(`"${from}"`), from);
        return text.replace(`"${from}"`, `"${to}"`);
      },
      readFileSync(join(FOLDER, "index.ts"), "utf8"),
    );
  }

  it("ends with a RUNNING job and no changes at the next preview", async () => {
    await consumer.shell(commands("npm init"));
    for (const file of ["Pulumi.yaml", "tsconfig.json"])
      copyFileSync(join(FOLDER, file), join(consumer.directory, file));
    consumer.write("index.ts", program());
    await consumer.shell(commands("pulumi up"));
    await jobRunning(NAMESPACE, "orders");
    await consumer.run("pulumi", ["preview", "--expect-no-changes", "--stack", "production"]);
  });

  it("names the plugin that the engine installs with the package", async () => {
    const about = JSON.parse(await consumer.run("pulumi", ["about", "--json"])) as { plugins: object[] };
    const flink = about.plugins.find((plugin) => "name" in plugin && plugin.name === "flink");
    assert.deepEqual(flink, { name: "flink", version, kind: "resource" });
  });

  it("leaves what the README names, and removes it by its command", async () => {
    await consumer.shell(commands("pulumi destroy"));
    assert.deepEqual(await liveObjects(NAMESPACE, "orders"), []);
    assert.equal((await haConfigMapsIn(NAMESPACE)).length, 2);
    assert.ok((await stateKeys()) > 0);
    await consumer.shell(commands("pulumi-flink clean"));
    assert.deepEqual([await haConfigMapsIn(NAMESPACE), await stateKeys()], [[], 0]);
  });

  async function stateKeys(): Promise<number> {
    const client = await storeClient();
    const { bucket } = sandbox().s3;
    const Prefix = `${uri.slice(`s3://${bucket}/`.length)}/orders/`;
    try {
      return (await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }))).KeyCount ?? 0;
    } finally {
      client.destroy();
    }
  }
});
