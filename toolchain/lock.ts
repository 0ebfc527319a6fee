import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { identify, isAlive, isSame, type ProcessIdentity } from "./processIdentity";

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
    return { pid: -1, started: 0, boot: "unreadable" }; // cut off by a full disk or a power failure: nobody holds it
  }
}

/** Renames first, so that of several waiters one removes it; gives back what turned out to be another's new lock. */
function removeDead(path: string, dead: ProcessIdentity): void {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
    const taken = readHolder(aside);
    if (taken && !isSame(taken, dead)) linkSync(aside, path);
  } catch {
    // another waiter was first
  }
  rmSync(aside, { force: true });
}
