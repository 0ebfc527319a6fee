import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { version } from "../../components/package.json";
import { PACKAGE } from "../../commands/build/package";
import { sandbox } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { pulumiEnvironment } from "../../toolchain/pulumi";
import { packed } from "./packed";

/** What a command printed and how it ended. */
export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * A user of the package, far from this repository: an empty folder, a PULUMI_HOME with the Kubernetes provider and
 * nothing else, state in files, and the sandbox as Kubernetes cluster.
 */
export class Consumer {
  readonly root = mkdtempSync(join(tmpdir(), "pulumi-flink-consumer-"));
  /** The user's project. */
  readonly directory = join(this.root, "project");
  readonly home = join(this.root, "home");
  readonly env: NodeJS.ProcessEnv;

  constructor(environment: NodeJS.ProcessEnv = {}) {
    for (const folder of [this.directory, join(this.root, "state")]) mkdirSync(folder);
    const toolchain = pulumiEnvironment();
    installKubernetesProvider(join(toolchain.PULUMI_HOME!, "plugins"), join(this.home, "plugins"));
    this.env = {
      ...process.env,
      ...toolchain,
      PULUMI_HOME: this.home,
      PULUMI_BACKEND_URL: `file://${join(this.root, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_OPTION_NON_INTERACTIVE: "true",
      PULUMI_OPTION_COLOR: "never",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      KUBECONFIG: sandbox().kubeconfig,
      ...environment,
    };
  }

  /** Installs the plugin from its archive, by the command that the README names. */
  async installPlugin(): Promise<void> {
    const { archive } = await packed();
    await this.run("pulumi", ["plugin", "install", "resource", "flink", version, "--file", archive]);
  }

  /**
   * Gives the project the packed package and this checkout's Pulumi packages without an `npm install`: for tests of
   * what they do, not of how they get there.
   */
  async linkPackages(): Promise<void> {
    await packed();
    const modules = join(this.directory, "node_modules");
    mkdirSync(join(modules, "@pulumi-flink"), { recursive: true });
    for (const name of ["@pulumi", "typescript", "ts-node", "@types"])
      symlinkSync(join(PROJECT_ROOT, "node_modules", name), join(modules, name));
    symlinkSync(PACKAGE, join(modules, "@pulumi-flink", "flink"));
  }

  /** Copies a folder into the project. */
  copy(folder: string): void {
    cpSync(folder, this.directory, { recursive: true });
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.directory, file)), { recursive: true });
    writeFileSync(join(this.directory, file), text, { mode: 0o600 });
  }

  /** Runs a program in the project; a failure fails the test with what was printed. */
  async run(program: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    const { exitCode, output } = await this.end(program, args, environment);
    assert.equal(exitCode, 0, `${program} ${args.join(" ")}:\n${output}`);
    return output;
  }

  /** Runs a program in the project and returns how it ended. */
  async end(program: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const { exitCode, all } = await execa(program, args, {
      cwd: this.directory,
      env: { ...this.env, ...environment },
      extendEnv: false,
      all: true,
      reject: false,
      stdin: "ignore",
    });
    return { exitCode: exitCode ?? 128, output: String(all ?? "") };
  }

  /** Runs lines of a page in one shell, as a reader does. */
  shell(...lines: string[]): Promise<string> {
    return this.run("bash", ["-euo", "pipefail", "-c", lines.join("\n")]);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The engine takes folders for plugins, not links to folders. */
function installKubernetesProvider(from: string, to: string): void {
  const name = readdirSync(from).find((folder) => /^resource-kubernetes-v[^/]*\d$/.test(folder));
  assert.ok(name, `no Kubernetes provider in ${from}`);
  mkdirSync(join(to, name), { recursive: true });
  for (const file of readdirSync(join(from, name))) symlinkSync(join(from, name, file), join(to, name, file));
}
