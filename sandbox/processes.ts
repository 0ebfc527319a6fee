import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive, type ProcessIdentity } from "../toolchain/processIdentity";
import { StepError } from "../toolchain/steps";
import { paths } from "./layout";

/** A process that the sandbox started: enough to recognise it, so that a recycled pid is never taken for it. */
export interface ProcessRecord extends ProcessIdentity {
  /** Hash of the command and the configuration files it was started with. */
  definition: string;
}

/** What is to be run under a name. */
export interface ProcessDefinition {
  name: string;
  command: string[];
  environment?: Record<string, string>;
  /** Configuration files by path: written before the start, part of the definition's hash. */
  files?: Record<string, string>;
}

/** The pids of all processes of the machine. */
export function allPids(): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

/** The record of a process, if it was ever started. */
export function recordOf(name: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(name), "utf8"));
  } catch {
    return undefined;
  }
}

/** Names of all processes with a record. */
export function recordedNames(): string[] {
  const directory = paths().records;
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"));
}

/** The record of a process that runs. */
export function running(name: string): ProcessRecord | undefined {
  const record = recordOf(name);
  return record && isAlive(record) ? record : undefined;
}

/** Log of a process. */
export function logFile(name: string): string {
  return join(paths().logs, `${name}.log`);
}

/** Hash of everything that a restart of the process depends on. */
export function definitionHash(definition: ProcessDefinition): string {
  const { command, environment, files } = definition;
  return createHash("sha256")
    .update(JSON.stringify([command, environment, files]))
    .digest("hex")
    .slice(0, 16);
}

/** Starts a process in its own session, where it runs on when this process ends. Returns once it is recorded. */
export async function start(definition: ProcessDefinition): Promise<void> {
  const { name, command, environment, files = {} } = definition;
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o600 });
  }
  mkdirSync(paths().records, { recursive: true });
  mkdirSync(paths().logs, { recursive: true });
  rotate(logFile(name));
  const log = openSync(logFile(name), "a");
  const child = spawn(
    "/bin/sh",
    ["-c", RECORD_THEN_EXEC, "sh", recordFile(name), definitionHash(definition), ...command],
    {
      detached: true,
      stdio: ["ignore", log, log],
      env: { PATH: process.env.PATH, HOME: "/root", ...environment },
      cwd: "/",
    },
  );
  child.unref();
  closeSync(log);
  if (!(await within(10, () => recordOf(name)?.pid === child.pid))) {
    throw new StepError({
      what: `${name} could not be started`,
      todo: "See its log: npm run sandbox -- logs " + name,
      log: logFile(name),
    });
  }
}

/**
 * The shell records itself before it becomes the process, so that an `up` killed at any moment leaves none behind that
 * nobody knows of.
 */
const RECORD_THEN_EXEC = `
file=$1 definition=$2; shift 2
read -r stat < /proc/$$/stat
read -r boot < /proc/sys/kernel/random/boot_id
fields=\${stat##*") "}
started=$(set -- $fields; echo "\${20}")
printf '{"pid":%s,"started":%s,"boot":"%s","definition":"%s"}' $$ "$started" "$boot" "$definition" > "$file.new" &&
  mv "$file.new" "$file" && exec "$@"
`;

/** Ends a process by its record: SIGTERM, and SIGKILL when it is not gone after the grace period. */
export async function stop(name: string, graceSeconds = 3): Promise<void> {
  const record = running(name);
  if (record) {
    const gone = () => !isAlive(record);
    signal(record.pid, "SIGTERM");
    if (!(await within(graceSeconds, gone))) signal(record.pid, "SIGKILL");
    if (!(await within(10, gone)))
      throw new StepError({
        what: `${name} (pid ${record.pid}) did not end after SIGKILL`,
        todo: "See why it hangs: cat /proc/PID/stack; a reboot ends it.",
      });
  }
  rmSync(recordFile(name), { force: true });
}

/** Sends a signal; a process that is gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Polls a cheap condition; false when it did not hold in time. */
export async function within(seconds: number, condition: () => boolean): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/** Wall-clock time of a process's start. */
export function startedAt(record: ProcessIdentity): Date {
  const bootTime = /^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"));
  // Linux counts 100 ticks a second towards user space on every architecture.
  return new Date((Number(bootTime?.[1] ?? 0) + record.started / 100) * 1000);
}

function recordFile(name: string): string {
  return join(paths().records, `${name}.json`);
}

function rotate(file: string, limit = 20 * 1024 * 1024): void {
  if (existsSync(file) && statSync(file).size > limit) renameSync(file, `${file}.1`);
}
