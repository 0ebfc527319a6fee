import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { BUILD } from "../../../commands/build/build";
import type { Progress } from "../../../toolchain/steps";
import { Consumer } from "../../support/consumer";
import { profileIn, type Shares } from "./cpuProfile";
import { type Measured, measured } from "./processTree";
import { RESOURCES, scaleProgram, type Way } from "./program";
import { SimulatedCluster } from "./simulatedCluster";

/** The plugin's code in one file, with the map that says what is from where. */
const BUNDLE = join(BUILD, "bin", "pulumi-resource-flink.js");

/** By default the engine writes the whole state at every step: that would be measured, and not what is deployed. */
const STATE_AT_THE_END = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Stacks with many components, each deployed when it is first needed. */
export class ScaleStacks {
  private readonly deployed = new Map<string, Measured>();
  private constructor(
    private readonly cluster: SimulatedCluster,
    private readonly consumer: Consumer,
  ) {}

  static async start(progress: Progress): Promise<ScaleStacks> {
    const cluster = await SimulatedCluster.start(progress);
    const consumer = new Consumer({ KUBECONFIG: cluster.kubeconfig });
    await consumer.linkPackages();
    await consumer.installPlugin();
    consumer.write("package.json", "{}");
    return new ScaleStacks(cluster, consumer);
  }

  stop(): void {
    this.consumer.remove();
    this.cluster.stop();
  }

  /** The one `pulumi up` of a stack, which makes everything. */
  async up(way: Way, count: number): Promise<Measured> {
    const stack = stackName(way, count);
    const done = this.deployed.get(stack);
    if (done) return done;
    await this.cluster.kubectl("create", "namespace", stack);
    this.write(way, count);
    await this.consumer.run("pulumi", ["stack", "init", stack]);
    const run = await this.pulumi(stack, ["up", "--yes", "--skip-preview"], STATE_AT_THE_END);
    const made = Number(/\+ (\d+) created/.exec(run.output)?.[1]);
    assert.equal(made, count * RESOURCES[way] + 1, run.output);
    this.deployed.set(stack, run);
    return run;
  }

  /** A preview of a deployed stack, which finds no changes. */
  async preview(way: Way, count: number): Promise<Measured> {
    await this.up(way, count);
    this.write(way, count);
    return this.unchanged(way, count);
  }

  /** What the processor does in the library's process during a preview: the program's, or the plugin's. */
  async profile(way: Way, count: number): Promise<Shares> {
    await this.up(way, count);
    const folder = mkdtempSync(join(this.consumer.root, "profile-"));
    const nodeArguments = ["--cpu-prof", `--cpu-prof-dir=${folder}`];
    this.write(way, count, way === "remote" ? [] : nodeArguments);
    if (way === "remote") {
      const plugin = await ProfiledPlugin.start(folder, nodeArguments, this.consumer.env);
      const preview = this.unchanged(way, count, { PULUMI_DEBUG_PROVIDERS: `flink:${plugin.port}` });
      await preview.finally(() => plugin.end());
    } else await this.unchanged(way, count);
    return profileIn(folder, `${BUNDLE}.map`);
  }

  private unchanged(way: Way, count: number, environment: NodeJS.ProcessEnv = {}): Promise<Measured> {
    return this.pulumi(stackName(way, count), ["preview", "--expect-no-changes"], environment);
  }

  private async pulumi(stack: string, args: string[], environment: NodeJS.ProcessEnv): Promise<Measured> {
    const run = await measured("pulumi", [...args, "--stack", stack], {
      cwd: this.consumer.directory,
      env: { ...this.consumer.env, ...environment },
    });
    assert.equal(run.exitCode, 0, run.output);
    return run;
  }

  private write(way: Way, count: number, nodeArguments: string[] = []): void {
    const options = nodeArguments.length > 0 ? `\n  options:\n    nodeargs: "${nodeArguments.join(" ")}"` : "";
    this.consumer.write("Pulumi.yaml", `name: scale\nruntime:\n  name: nodejs${options}\n`);
    this.consumer.write("index.js", scaleProgram(way, count, stackName(way, count)));
  }
}

/** The plugin as it is published, started by hand, as under a debugger. */
class ProfiledPlugin {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(folder: string, nodeArguments: string[], env: NodeJS.ProcessEnv): Promise<ProfiledPlugin> {
    // The profile is written at an orderly end.
    const atTheEnd = join(folder, "end.cjs");
    writeFileSync(atTheEnd, "process.on('SIGTERM', () => process.exit(0));\n");
    const args = [...nodeArguments, "-r", atTheEnd, BUNDLE];
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    return new ProfiledPlugin(child, Number(port));
  }

  async end(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await ended;
  }
}

function stackName(way: Way, count: number): string {
  return `${way.toLowerCase().replaceAll(" ", "-")}-${count}`;
}
