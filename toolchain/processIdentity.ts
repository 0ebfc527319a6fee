import { readFileSync } from "node:fs";

/** A process, told apart from a later one that got the same id. */
export interface ProcessIdentity {
  pid: number;
  /** Start time in clock ticks since boot; 0 where there is no /proc. */
  started: number;
  /** The kernel's boot id, because ids and ticks start over at a reboot; empty where there is no /proc. */
  boot: string;
}

/** State, parent and start time of a process, fields 3, 4 and 22 of /proc/PID/stat. */
export interface ProcessStat {
  state: string;
  parent: number;
  started: number;
}

/** The identity of a running process, undefined when there is none with this id. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = processStat(pid);
  if (stat) return hasEnded(stat) ? undefined : { pid, started: stat.started, boot: bootId() };
  return process.platform !== "linux" && takesSignals(pid) ? { pid, started: 0, boot: "" } : undefined;
}

/** Whether the very process that was recorded still runs. */
export function isAlive(recorded: ProcessIdentity): boolean {
  const found = identify(recorded.pid);
  return found !== undefined && isSame(found, recorded);
}

/** Whether two identities are of one process. */
export function isSame(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.pid === other.pid && one.started === other.started && one.boot === other.boot;
}

/** What /proc says about a process. */
export function processStat(pid: number): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return undefined;
  }
}

/** Reads the fields after the command name, which may itself hold spaces and parentheses. */
export function parseStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0], parent: Number(fields[1]), started: Number(fields[19]) };
}

/** A zombie or a dead process: its parent has not taken notice of its end yet. */
function hasEnded({ state }: ProcessStat): boolean {
  return state === "Z" || state === "X";
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
