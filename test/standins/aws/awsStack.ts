import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { awsPluginEnvironment } from "./awsPlugin";
import type { SimulatedAws } from "./server/simulatedAws";

/** What the engine plans or did for one resource, from `--json`. */
export interface Step {
  op: string;
  urn: string;
  newState?: {
    type: string;
    urn: string;
    inputs: any;
    outputs?: any;
    protect?: boolean;
    retainOnDelete?: boolean;
    parent?: string;
    dependencies?: string[];
  };
  oldState?: Step["newState"];
  /** Properties that differ, and those of them for which the object is replaced. */
  diffReasons?: string[];
  replaceReasons?: string[];
}

/** A stack against a simulated AWS: a workspace and a file backend of its own, in a temporary folder. */
export class AwsStack {
  private constructor(
    readonly name: string,
    readonly directory: string,
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Makes the stack of a program: a folder with index.ts and Pulumi.yaml, the test program unless another is named. */
  static async create(
    aws: SimulatedAws,
    name: string,
    { program = join(__dirname, "program"), environment = {} } = {},
  ): Promise<AwsStack> {
    const directory = mkdtempSync(join(tmpdir(), "pulumi-flink-aws-"));
    for (const folder of ["state", "stacks"]) mkdirSync(join(directory, folder));
    for (const file of ["index.ts", "Pulumi.yaml"]) copyFileSync(join(program, file), join(directory, file));
    for (const file of ["package.json", "tsconfig.json"]) copyFileSync(join(PROJECT_ROOT, file), join(directory, file));
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(directory, "node_modules"));
    const backend = {
      PULUMI_BACKEND_URL: `file://${join(directory, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_OPTION_NON_INTERACTIVE: "true",
    };
    const stack = new AwsStack(name, directory, {
      ...process.env,
      ...awsPluginEnvironment(),
      ...aws.environment,
      ...backend,
      ...environment,
    });
    await stack.succeed(["stack", "init", name, "--no-select"], []);
    return stack;
  }

  /** Writes the stack's configuration. */
  configure(config: Record<string, unknown>): this {
    writeFileSync(join(this.directory, "stacks", `Pulumi.${this.name}.yaml`), stringify({ config }));
    return this;
  }

  /** Runs the CLI and returns exit code and output, whatever they are. */
  async pulumi(
    args: string[],
    stack = ["--stack", this.name],
  ): Promise<{ exitCode: number; output: string; stdout: string }> {
    const options = {
      cwd: this.directory,
      env: this.environment,
      extendEnv: false,
      all: true,
      reject: false,
      stdin: "ignore",
    } as const;
    const {
      exitCode = 128,
      all,
      stdout,
    } = await execa("pulumi", [...args, ...stack, "--non-interactive", "--color", "never"], options);
    return { exitCode, output: String(all), stdout: String(stdout) };
  }

  /** Runs a command that must succeed and returns its output. */
  async succeed(args: string[], stack?: string[]): Promise<string> {
    const { exitCode, output } = await this.pulumi(args, stack);
    if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} exited with ${exitCode}:\n${output}`);
    return output;
  }

  up(): Promise<string> {
    return this.succeed(["up", "--yes", "--skip-preview"]);
  }

  /** Fails unless program, state and AWS agree. */
  async settled(): Promise<void> {
    await this.succeed(["preview", "--expect-no-changes"]);
    await this.succeed(["refresh", "--yes", "--expect-no-changes"]);
    await this.succeed(["preview", "--expect-no-changes"]);
  }

  /** The engine's plan, one step for each resource. */
  async preview(): Promise<Step[]> {
    const { exitCode, output, stdout } = await this.pulumi(["preview", "--json"]);
    if (exitCode !== 0) throw new Error(`pulumi preview exited with ${exitCode}:\n${output}`);
    return (JSON.parse(stdout) as { steps: Step[] }).steps;
  }

  /** The resources of the stack's state. */
  async resources(): Promise<NonNullable<Step["newState"]>[]> {
    const { stdout } = await this.pulumi(["stack", "export"]);
    return (
      (JSON.parse(stdout) as { deployment: { resources?: NonNullable<Step["newState"]>[] } }).deployment.resources ?? []
    );
  }

  async outputs(): Promise<Record<string, string>> {
    const { stdout } = await this.pulumi(["stack", "output", "--json"]);
    return JSON.parse(stdout) as Record<string, string>;
  }

  /** Removes the workspace with the state; what is in the simulated AWS goes with that. */
  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
