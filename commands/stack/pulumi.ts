import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { type Progress, StepError } from "../../toolchain/steps";
import type { Stack } from "./stack";

/**
 * Runs the Pulumi CLI for a stack with its output in a log; a failure tells the last lines.
 *
 * Pulumi's Automation API would run the same CLI: it has no answer to locks of dead processes, keeps no log, changes
 * which stack is selected, and starts the CLI three more times after each `up` to read outputs and history.
 */
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

/** Where commands keep the logs of what they ran. */
function logFolder(): string {
  const folder = join(process.env.PULUMI_FLINK_LOGS ?? join(tmpdir(), `pulumi-flink-logs-${process.getuid?.() ?? 0}`));
  mkdirSync(folder, { recursive: true });
  return folder;
}
