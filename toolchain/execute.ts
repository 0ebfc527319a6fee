import { accessSync, appendFileSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { execa } from "execa";
import { StepError } from "./steps";

/** How to run one program of the toolchain. */
export interface Execution {
  /** What the program is doing, as the user would say it: "compile etcd". */
  what: string;
  /** What the user can do when it fails. */
  todo: string;
  /** File that gets the command line and both output streams, appended. */
  log: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a program with its output in a log file and returns its standard output; fails with a StepError that points to the log. */
export async function execute(program: string, args: string[], execution: Execution): Promise<string> {
  const { what, todo, log, cwd, env } = execution;
  appendLog(log, `$ ${[program, ...args].join(" ")}\n`);
  const result = await execa(program, args, {
    cwd,
    env,
    reject: false,
    stdin: "ignore",
    stdout: ["pipe", { file: log, append: true }],
    stderr: { file: log, append: true },
  });
  if (!result.failed) return result.stdout;
  const missing = (result.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
  const how = missing
    ? `${program} is not installed`
    : result.signal
      ? `${program} was ended by ${result.signal}`
      : `${program} exited with ${result.exitCode}`;
  appendLog(log, `${how}\n`);
  throw new StepError({ what: `${what}: ${how}`, log, todo }, { cause: result.cause });
}

/** Whether there is a program at a path that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts a log file anew, so that it tells about one run. */
export function startLog(log: string): void {
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, "");
}

function appendLog(log: string, text: string): void {
  mkdirSync(dirname(log), { recursive: true });
  appendFileSync(log, text);
}
