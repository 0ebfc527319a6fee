import assert from "node:assert/strict";
import { join } from "node:path";
import { execa } from "execa";
import { ensureNamespace, kubectl } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { awsPlugin, awsPluginEnvironment } from "../standins/aws/awsPlugin";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";
import { Consumer } from "../support/consumer";
import { page, pageBlocks } from "../support/pages";
import { renamedContext } from "../support/renamedContext";

/** The one block of a page that holds a text. */
function blockWith(file: string, language: string, holds: string): string {
  const found = pageBlocks(language, [file]).filter(({ text }) => text.includes(holds));
  assert.equal(found.length, 1, `blocks of ${file} with ${holds}`);
  return found[0].text;
}

/** The commands of a door: the first block behind its heading. */
function commandsOf(door: string): string {
  const [, text] = page("README.md").split(`### ${door}\n`);
  assert.ok(text, `README.md has no door "${door}"`);
  return /```sh\n([^]*?)```/.exec(text)![1];
}

/** What a reader has after the installation: the packed package, and a kubeconfig in which the sandbox has the page's name. */
async function reader(context: string, environment: NodeJS.ProcessEnv): Promise<Consumer> {
  const consumer = new Consumer(environment);
  await consumer.linkPackages();
  consumer.write("package.json", "{}");
  consumer.write("kubeconfig", renamedContext(context));
  consumer.env.KUBECONFIG = join(consumer.directory, "kubeconfig");
  return consumer;
}

/** The resources of a preview, each once: `aws:s3:Bucket orders-state create`. The CLI prints a line at begin and end. */
function planned(preview: string): string[] {
  const lines = [...preview.matchAll(/^ *\+ .*?([a-z]+:[\w./:]+) +(\S+) +(create)/gm)];
  return [...new Set(lines.map((match) => match.slice(1).join(" ")))];
}

describe("the doors of the README", () => {
  const NAMESPACE = "streaming";

  before(() => ensureNamespace(NAMESPACE));
  after(() => kubectl(["delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false"]));

  describe(`On my EKS cluster, AWS by the ${awsPlugin()} plugin`, () => {
    const PAGE = "docs/eks.md";
    let aws: SimulatedAws;
    let consumer: Consumer;

    before(async () => {
      aws = await SimulatedAws.start();
      const environment = { ...awsPluginEnvironment(), ...aws.environment, IMAGE: "registry.example/orders:1" };
      consumer = await reader("production", environment);
    });
    after(async () => {
      consumer?.remove();
      await aws?.stop();
    });

    it("previews the program of the page, and what the page shows of it", async () => {
      assert.ok(blockWith(PAGE, "sh", "npm init").endsWith(commandsOf("On my EKS cluster")));
      consumer.write("Pulumi.yaml", blockWith(PAGE, "yaml", "runtime:"));
      consumer.write("tsconfig.json", blockWith(PAGE, "json", "compilerOptions"));
      consumer.write("index.ts", blockWith(PAGE, "ts", "new FlinkCluster"));
      consumer.write("Pulumi.production.yaml", blockWith(PAGE, "yaml", "kubernetes:context"));
      const preview = await consumer.shell(
        blockWith(PAGE, "sh", "pulumi stack init production"),
        blockWith(PAGE, "sh", "pulumi preview"),
      );

      const shown = blockWith(PAGE, "text", "Resources:");
      const missing = planned(shown).filter((resource) => !planned(preview).includes(resource));
      assert.ok(planned(shown).length > 10, shown);
      assert.deepEqual(missing, [], preview);
      const [total] = /\d+ to create/.exec(shown)!;
      assert.match(preview, new RegExp(`\\+ ${total}`));
    });
  });

  describe("On any Kubernetes with an S3-compatible store", () => {
    const PAGE = "docs/s3-compatible.md";
    let consumer: Consumer;

    before(async () => (consumer = await reader("my-cluster", {})));
    after(() => consumer?.remove());

    it("previews the program of the page", async () => {
      consumer.write("Pulumi.yaml", blockWith(PAGE, "yaml", "runtime:"));
      consumer.write("tsconfig.json", blockWith("docs/eks.md", "json", "compilerOptions"));
      consumer.write("index.ts", blockWith(PAGE, "ts", "new FlinkCluster"));
      consumer.write("Pulumi.my-cluster.yaml", blockWith(PAGE, "yaml", "kubernetes:context"));
      const commands = blockWith(PAGE, "sh", "pulumi stack init my-cluster");
      assert.match(commands, /^pulumi up$/m);
      const preview = await consumer.shell(commands.replace(/^pulumi (login|up)$/gm, ""));
      const expected = ["jobmanager", "taskmanager"].map(
        (kind) => `kubernetes:apps/v1:Deployment orders-${kind} create`,
      );
      assert.deepEqual(
        planned(preview)
          .filter((resource) => resource.includes(":Deployment "))
          .sort(),
        expected,
      );
    });
  });

  describe("Try it, or work on it, on this Linux machine", () => {
    it("ends with the job RUNNING and a completed checkpoint", async () => {
      const commands = commandsOf("Try it, or work on it, on this Linux machine");
      assert.equal(commands.trim(), "npm start");
      const { exitCode, all } = await execa("bash", ["-euc", commands], {
        cwd: PROJECT_ROOT,
        all: true,
        reject: false,
      });
      assert.equal(exitCode, 0, all);
      assert.match(all, /^What runs +job ".*" [0-9a-f]{32}, RUNNING, checkpoint \d+ completed$/m);
    });
  });
});
