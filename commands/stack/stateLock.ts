import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { identify } from "../../toolchain/processIdentity";
import { StepError } from "../../toolchain/steps";
import { pulumi } from "./pulumi";
import { PROJECT, type Stack } from "./stack";

/** What Pulumi writes into a lock of a state in files. */
export interface StateLock {
  pid: number;
  username: string;
  hostname: string;
  timestamp: string;
}

/** What may be done about locks: nothing, clear them because their owners are dead, or leave them to the user. */
export type Verdict = "none" | "dead" | "held";

/** Judges locks: a process on this host that no longer runs cannot hold one, about all others nothing is known. */
export function judge(locks: StateLock[], host: string, runs: (pid: number) => boolean): Verdict {
  if (locks.length === 0) return "none";
  return locks.every((lock) => lock.hostname === host && !runs(lock.pid)) ? "dead" : "held";
}

/** Clears what a killed `pulumi` left locked, and only that. States elsewhere than in files are left to Pulumi. */
export async function clearDeadLock(stack: Stack): Promise<string | undefined> {
  const locks = readLocks(stack);
  const verdict = judge(locks, hostname(), (pid) => identify(pid) !== undefined);
  if (verdict === "none") return undefined;
  if (verdict === "dead") {
    await pulumi(stack, ["cancel", "--yes"], "clear the lock of a dead process");
    return `cleared the lock of process ${locks.map((lock) => lock.pid).join(", ")}, which is dead`;
  }
  const holders = locks
    .map((lock) => `process ${lock.pid} of ${lock.username} on ${lock.hostname} since ${lock.timestamp}`)
    .join("; ");
  throw new StepError({
    what: `the state of stack ${stack.name} is locked by ${holders}`,
    todo: `Wait for it to end. If you know that it is dead, run: npm run pulumi -- cancel --yes --stack ${stack.name}`,
  });
}

function readLocks(stack: Stack): StateLock[] {
  const backend = stack.env.PULUMI_BACKEND_URL ?? "";
  if (!backend.startsWith("file://")) return [];
  const folder = join(backend.slice("file://".length), ".pulumi", "locks", "organization", PROJECT, stack.name);
  if (!existsSync(folder)) return [];
  // Next to each lock lies a file with its attributes.
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as StateLock);
}
