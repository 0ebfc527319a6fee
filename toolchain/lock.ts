import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A process, told apart from a later one that got the same id. */
export interface ProcessIdentity {
  pid: number;
  /** Start time in clock ticks since boot, plus the boot's id; empty where there is no /proc. */
  started: string;
}

/** The identity of a running process, undefined when there is none with this id. */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    // The second field is the name in parentheses, which may contain anything: count from the last parenthesis.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return undefined;
    return { pid, started: `${fields[19]}@${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}` };
  } catch {
    if (process.platform === "linux") return undefined;
  }
  try {
    process.kill(pid, 0);
    return { pid, started: "" };
  } catch {
    return undefined;
  }
}

/** Whether the very process that was recorded still runs. */
export function isAlive(recorded: ProcessIdentity): boolean {
  return identify(recorded.pid)?.started === recorded.started;
}

/**
 * Runs `action` while holding the lock file. Waits while a living process holds it; takes over the lock of a dead one.
 * The lock only saves double work: what it guards must stay correct (rename into place) if two ever hold it.
 */
export async function withLock<T>(
  path: string,
  waiting: (holder: ProcessIdentity) => void,
  action: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!acquire(path)) {
    const holder = readHolder(path);
    if (holder && isAlive(holder)) {
      if (!told) waiting(holder);
      told = true;
      await delay(200);
    } else if (holder) {
      removeDead(path, holder);
    }
  }
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A lock file appears with its content or not at all (link is atomic). */
function acquire(path: string): boolean {
  const own = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(own, JSON.stringify(identify(process.pid)));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(own);
  }
}

function readHolder(path: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as ProcessIdentity;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    return { pid: -1, started: "unreadable" }; // cut off by a full disk or a power failure: nobody holds it
  }
}

/** Renames first, so that of several waiters one removes it; gives back what turned out to be another's new lock. */
function removeDead(path: string, dead: ProcessIdentity): void {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
    const taken = readHolder(aside);
    if (taken && taken.started !== dead.started) linkSync(aside, path);
  } catch {
    // another waiter was first
  }
  rmSync(aside, { force: true });
}
