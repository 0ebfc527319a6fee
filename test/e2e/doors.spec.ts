import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { ensureNamespace, kubectl } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { awsPlugin, awsPluginEnvironment } from "../standins/aws/awsPlugin";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";
import { page, pageBlocks } from "../support/pages";
import { renamedContext } from "../support/renamedContext";

/** The one block of a page that holds a text. */
function blockWith(file: string, language: string, holds: string): string {
  const found = pageBlocks(language, [file]).filter(({ text }) => text.includes(holds));
  assert.equal(found.length, 1, `blocks of ${file} with ${holds}`);
  return found[0].text;
}

/** The commands of a door: the first block behind its heading, without the installation, whose result is linked. */
function commandsOf(door: string): string {
  const [, text] = page("README.md").split(`### ${door}\n`);
  assert.ok(text, `README.md has no door "${door}"`);
  const [, commands] = /```sh\n([^]*?)```/.exec(text)!;
  return commands.replace(/^npm ci --ignore-scripts\n/, "");
}

/** A clone with its packages, a backend and a kubeconfig in which the sandbox has the name that a page gives its cluster. */
class Clone {
  readonly directory = mkdtempSync(join(tmpdir(), "pulumi-flink-door-"));
  private readonly environment: NodeJS.ProcessEnv;

  constructor(context: string, environment: NodeJS.ProcessEnv) {
    for (const file of ["index.ts", "package.json", "Pulumi.yaml", "tsconfig.json"])
      copyFileSync(join(PROJECT_ROOT, file), join(this.directory, file));
    for (const folder of ["node_modules", "components"])
      symlinkSync(join(PROJECT_ROOT, folder), join(this.directory, folder));
    mkdirSync(join(this.directory, "state"));
    this.write("kubeconfig", renamedContext(context));
    this.environment = {
      ...process.env,
      ...awsPluginEnvironment(),
      ...environment,
      KUBECONFIG: join(this.directory, "kubeconfig"),
      PULUMI_BACKEND_URL: `file://${join(this.directory, "state")}`,
      PULUMI_CREDENTIALS_PATH: this.directory,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_OPTION_NON_INTERACTIVE: "true",
      PULUMI_OPTION_COLOR: "never",
    };
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.directory, file)), { recursive: true });
    writeFileSync(join(this.directory, file), text, { mode: 0o600 });
  }

  /** Runs commands of pages in one shell, as a reader does, and returns what they print. */
  async run(...commands: string[]): Promise<string> {
    const options = { cwd: this.directory, env: this.environment, extendEnv: false, all: true, reject: false } as const;
    const { exitCode, all } = await execa("bash", ["-euo", "pipefail", "-c", commands.join("\n")], options);
    assert.equal(exitCode, 0, String(all));
    return String(all);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
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
    let clone: Clone;

    before(async () => {
      aws = await SimulatedAws.start();
      clone = new Clone("production", { ...aws.environment, IMAGE: "registry.example/orders:1" });
    });
    after(async () => {
      clone?.remove();
      await aws?.stop();
    });

    it("previews the program of the page, and what the page shows of it", async () => {
      await clone.run(commandsOf("On my EKS cluster"));
      clone.write("orders/Pulumi.yaml", blockWith(PAGE, "yaml", "runtime:"));
      clone.write("orders/tsconfig.json", blockWith(PAGE, "json", "extends"));
      clone.write("orders/index.ts", blockWith(PAGE, "ts", "new FlinkCluster"));
      clone.write("orders/Pulumi.production.yaml", blockWith(PAGE, "yaml", "kubernetes:context"));
      const preview = await clone.run(
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
    let clone: Clone;

    before(() => (clone = new Clone("my-cluster", {})));
    after(() => clone?.remove());

    it("previews the stack of the page", async () => {
      clone.write("stacks/Pulumi.my-cluster.yaml", blockWith(PAGE, "yaml", "kubernetes:context"));
      const commands = blockWith(PAGE, "sh", "pulumi stack init my-cluster");
      assert.match(commands, /^pulumi up$/m);
      const preview = await clone.run(commands.replace(/^pulumi up$/m, ""));
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
