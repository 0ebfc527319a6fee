import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { parseDocument } from "yaml";
import { sandbox } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { pulumiEnvironment } from "../../toolchain/pulumi";
import { type Progress, StepError } from "../../toolchain/steps";
import type { StackOptions } from "./options";

/** A Pulumi stack and everything the CLI needs to reach its state and its Kubernetes cluster. */
export interface Stack {
  readonly name: string;
  /** Context in the kubeconfig. */
  readonly context: string;
  /** Kubeconfig file; undefined leaves it to the user's own environment. */
  readonly kubeconfig?: string;
  readonly onSandbox: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Directory of the project, the checkout unless a test runs another. */
  readonly directory: string;
}

/** Project name in Pulumi.yaml; part of every state path. */
export const PROJECT = "pulumi-flink";

/** The stack that the options name. The sandbox keeps the state of its stacks itself; elsewhere the user's login decides. */
export function stackOf(options: StackOptions, directory = PROJECT_ROOT): Stack {
  if (options.context !== undefined) {
    const env = { ...process.env, ...pulumiEnvironment("user") };
    return { name: options.stack, context: options.context, onSandbox: false, env, directory };
  }
  const { kubeconfig, context, root } = sandbox();
  const backend = join(root, "pulumi");
  mkdirSync(backend, { recursive: true });
  return {
    name: options.stack,
    context,
    kubeconfig,
    onSandbox: true,
    directory,
    env: {
      ...process.env,
      ...pulumiEnvironment(),
      KUBECONFIG: kubeconfig,
      PULUMI_BACKEND_URL: `file://${backend}`,
      // The sandbox's stacks hold no secret; a passphrase would protect nothing.
      PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? "",
    },
  };
}

/** Runs the Pulumi CLI for a stack with its output in a log; a failure tells the last lines. */
export async function pulumi(stack: Stack, args: string[], what: string, progress?: Progress): Promise<string> {
  const log = join(logFolder(), `pulumi-${args[0]}-${stack.name}.log`);
  writeFileSync(log, "");
  const child = execa("pulumi", [...args, "--stack", stack.name, "--non-interactive", "--color", "never"], {
    cwd: stack.directory,
    env: stack.env,
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    stdout: ["pipe", { file: log, append: true }],
    stderr: { file: log, append: true },
  });
  child.stdout?.on("data", (chunk: Buffer) => {
    // Between the lines that say something the CLI prints dots.
    const line = chunk
      .toString()
      .split("\n")
      .findLast((text) => /[A-Za-z]/.test(text) && !text.startsWith("@"));
    if (line !== undefined) progress?.(line.trim());
  });
  const result = await child;
  if (result.failed) {
    throw new StepError({
      what: `${what} (pulumi ${args.join(" ")}, exit code ${result.exitCode})`,
      log,
      todo: "Correct what the log names and run the command again: it goes on where it stopped.",
    });
  }
  return String(result.stdout);
}

/** Makes the stack known to the backend; a stack that exists stays as it is. */
export async function selectStack(stack: Stack): Promise<void> {
  const listed = JSON.parse(
    String(
      (await execa("pulumi", ["stack", "ls", "--json"], { cwd: stack.directory, env: stack.env, extendEnv: false }))
        .stdout,
    ),
  );
  if (listed.some((known: { name: string }) => known.name.split("/").at(-1) === stack.name)) return;
  await pulumi(stack, ["stack", "init", "--no-select"], `create stack ${stack.name}`);
}

/** Outputs of the stack by name. */
export async function stackOutputs(stack: Stack): Promise<Record<string, string>> {
  const shown = await execa("pulumi", ["stack", "output", "--json", "--stack", stack.name], {
    cwd: stack.directory,
    env: stack.env,
    extendEnv: false,
  });
  return JSON.parse(String(shown.stdout));
}

/** The stack's own configuration file. */
export function stackFile(stack: Pick<Stack, "directory" | "name">): string {
  return join(stack.directory, "stacks", `Pulumi.${stack.name}.yaml`);
}

/** Reads a value of the stack's configuration file by path below `config`. */
export function stackConfig(stack: Stack, path: string[]): unknown {
  if (!existsSync(stackFile(stack))) return undefined;
  return parseDocument(readFileSync(stackFile(stack), "utf8")).getIn(["config", ...path]);
}

/** What becomes of the state in the storage at `npm run destroy`. */
export function stateOnDestroy(stack: Stack): "keep" | "delete" {
  const value = stackConfig(stack, ["pulumi-flink:stateOnDestroy"]) ?? "keep";
  if (value === "keep" || value === "delete") return value;
  throw new StepError({
    what: `pulumi-flink:stateOnDestroy is ${JSON.stringify(value)}`,
    todo: `Set it to keep or delete in ${stackFile(stack)}.`,
  });
}

/** Where commands keep the logs of what they ran. */
function logFolder(): string {
  const folder = join(process.env.PULUMI_FLINK_LOGS ?? join(tmpdir(), `pulumi-flink-logs-${process.getuid?.() ?? 0}`));
  mkdirSync(folder, { recursive: true });
  return folder;
}
