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
import { SandboxError } from "./errors";
import { paths } from "./state";

/** A process that the sandbox started: enough to know it again, so that a recycled pid is never taken for it. */
export interface ProcessRecord {
  pid: number;
  /** Start time in clock ticks since boot, field 22 of /proc/PID/stat. */
  started: number;
  /** The kernel's boot id: pid and ticks start over at a reboot. */
  boot: string;
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

/** State, parent and start time of a process as in /proc/PID/stat. */
export interface ProcessStat {
  state: string;
  parent: number;
  started: number;
}

/** Reads the fields after the command name, which may itself hold spaces and parentheses. */
export function parseStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0], parent: Number(fields[1]), started: Number(fields[19]) };
}

/** Whether what /proc says about a pid is the recorded process, alive. */
export function matches(record: ProcessRecord, stat: ProcessStat | undefined, boot: string): boolean {
  return (
    stat !== undefined &&
    stat.state !== "Z" &&
    stat.state !== "X" &&
    stat.started === record.started &&
    boot === record.boot
  );
}

/** The live process of a pid, as in /proc. */
export function processStat(pid: number): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return undefined;
  }
}

/** The pids of all processes of the machine. */
export function allPids(): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

/** The record of a component, if it was ever started. */
export function recordOf(name: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(name), "utf8"));
  } catch {
    return undefined;
  }
}

/** Names of all components with a record. */
export function recordedNames(): string[] {
  const directory = paths().records;
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"));
}

/** The record of a component that runs. */
export function running(name: string): ProcessRecord | undefined {
  const record = recordOf(name);
  return record && matches(record, processStat(record.pid), bootId()) ? record : undefined;
}

/** Log of a component. */
export function logFile(name: string): string {
  return join(paths().logs, `${name}.log`);
}

/** Hash of everything that a restart of the component depends on. */
export function definitionHash(definition: ProcessDefinition): string {
  const { command, environment, files } = definition;
  return createHash("sha256")
    .update(JSON.stringify([command, environment, files]))
    .digest("hex")
    .slice(0, 16);
}

/** Starts a component in its own session, where it runs on when this process ends. Returns once it is recorded. */
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
    throw new SandboxError(
      `${name} could not be started`,
      "See its log: npm run sandbox -- logs " + name,
      logFile(name),
    );
  }
}

/**
 * The process records itself before it becomes the component, so that an `up` killed at any moment leaves no component
 * behind that nobody knows of.
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

/** Ends a component by its record: SIGTERM, and SIGKILL when it is not gone after the grace period. */
export async function stop(name: string, graceSeconds = 3): Promise<void> {
  const record = running(name);
  if (record) {
    const gone = () => !matches(record, processStat(record.pid), bootId());
    signal(record.pid, "SIGTERM");
    if (!(await within(graceSeconds, gone))) signal(record.pid, "SIGKILL");
    if (!(await within(10, gone)))
      throw new SandboxError(
        `${name} (pid ${record.pid}) did not end after SIGKILL`,
        "See why it hangs: cat /proc/PID/stack; a reboot ends it.",
      );
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
export function startedAt(record: ProcessRecord): Date {
  const bootTime = /^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"));
  // Linux counts 100 ticks a second towards user space on every architecture.
  return new Date((Number(bootTime?.[1] ?? 0) + record.started / 100) * 1000);
}

/** Identity of the running kernel. */
export function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

function recordFile(name: string): string {
  return join(paths().records, `${name}.json`);
}

function rotate(file: string, limit = 20 * 1024 * 1024): void {
  if (existsSync(file) && statSync(file).size > limit) renameSync(file, `${file}.1`);
}
