import { join } from "node:path";
import { execa } from "execa";
import { PROJECT_ROOT } from "../../toolchain/cache";
import type { TestStack } from "./testStack";

/** What a command printed and how it ended. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs `pulumi-flink` as a user of the package does who reaches the stack's backend and Kubernetes cluster. */
export async function pulumiFlink({ stack }: TestStack, args: string[]): Promise<Ended> {
  const result = await execa(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", join(PROJECT_ROOT, "cli/main.ts"), ...args],
    { cwd: PROJECT_ROOT, env: stack.env, extendEnv: false, reject: false, stdin: "ignore" },
  );
  return { exitCode: result.exitCode, out: result.stdout, err: result.stderr };
}

/** The options that name a stack's cluster by the stack. */
export function byStack({ name, directory }: TestStack): string[] {
  return ["--stack", name, "--cwd", directory];
}

/** The options that name it without the stack. */
export function byName({ stack, namespace, name }: TestStack): string[] {
  return ["--context", stack.context, "--namespace", namespace, "--cluster-id", name];
}
