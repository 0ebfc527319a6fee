import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Consumer, Ended } from "../consumer";

/** What the engine plans for one resource, from `--json`. */
export interface PlannedStep {
  readonly op: string;
  readonly urn: string;
  readonly newState?: {
    readonly type: string;
    readonly provider?: string;
    readonly inputs: { readonly metadata?: { readonly name: string; readonly namespace: string } };
  };
}

/** A resource of a stack's state. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly provider?: string;
  readonly outputs?: {
    readonly metadata?: { readonly uid: string; readonly name: string; readonly namespace?: string };
  };
}

/** A stack of an example, by the Pulumi CLI in the example's folder. */
export class ExampleStack {
  constructor(
    private readonly consumer: Consumer,
    /** Folder and project. */
    readonly example: string,
    readonly name = "production",
    private readonly environment: NodeJS.ProcessEnv = {},
  ) {}

  get directory(): string {
    return join(this.consumer.directory, this.example);
  }

  /** The stack's name for other stacks. */
  get fullName(): string {
    return `organization/${this.example}/${this.name}`;
  }

  /**
   * Makes the stack with the configuration that the example brings, and values of the sandbox in place of those that
   * are made up. What the example's file does not have cannot be set: the file would not do for a user.
   */
  async create(values: Record<string, unknown>): Promise<this> {
    const file = join(this.directory, "Pulumi.production.yaml");
    const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
    for (const [key, value] of Object.entries(values)) {
      const path = key.includes(":") ? key : `${this.example}:${key}`;
      assert.ok(path in config, `Pulumi.production.yaml of ${this.example} has no ${path}`);
      config[path] = value;
    }
    writeFileSync(join(this.directory, `Pulumi.${this.name}.yaml`), stringify({ config }));
    await this.succeed(["stack", "init", "--no-select"]);
    return this;
  }

  /** Sets what does not belong into a file, as the example's README says. */
  async setSecrets(secrets: Record<string, string>): Promise<void> {
    for (const [key, value] of Object.entries(secrets)) await this.succeed(["config", "set", "--secret", key, value]);
  }

  /** Runs the CLI and returns how it ended, whatever that is. */
  pulumi(args: string[]): Promise<Ended> {
    return this.consumer.end("pulumi", ["--cwd", this.directory, ...args, "--stack", this.name], this.environment);
  }

  async succeed(args: string[]): Promise<string> {
    const { exitCode, output } = await this.pulumi(args);
    assert.equal(exitCode, 0, `pulumi ${args.join(" ")} of ${this.example}:\n${output}`);
    return output;
  }

  up(...options: string[]): Promise<string> {
    return this.succeed(["up", "--yes", "--skip-preview", ...options]);
  }

  /** Fails unless the program says what is deployed. */
  unchanged(): Promise<string> {
    return this.succeed(["preview", "--expect-no-changes"]);
  }

  async destroy(): Promise<void> {
    await this.succeed(["destroy", "--yes", "--skip-preview"]);
  }

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.succeed(["stack", "output", "--json"])) as Record<string, unknown>;
  }

  /** The engine's plan, one step for each resource. */
  async preview(): Promise<PlannedStep[]> {
    const output = await this.succeed(["preview", "--json"]);
    return (JSON.parse(output.slice(output.indexOf("\n{") + 1)) as { steps: PlannedStep[] }).steps;
  }

  /** The resources of the stack's state. */
  async resources(): Promise<StoredResource[]> {
    const exported = await this.succeed(["stack", "export"]);
    return (JSON.parse(exported) as { deployment: { resources?: StoredResource[] } }).deployment.resources ?? [];
  }
}
