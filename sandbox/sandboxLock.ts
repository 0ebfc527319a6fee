import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { once } from "node:events";
import { type Progress, StepError } from "../toolchain/steps";
import { paths } from "./layout";

/**
 * Runs an action while no other command changes the sandbox. The lock is held by a child that ends with this process,
 * however it ends: a killed command leaves no lock behind.
 */
export async function exclusively<T>(action: () => Promise<T>, progress: Progress): Promise<T> {
  const { lock } = paths();
  mkdirSync(dirname(lock), { recursive: true });
  const holder = (await acquire(lock, ["--nonblock"])) ?? (await acquireLater(lock, progress));
  writeFileSync(`${lock}.holder`, String(process.pid));
  try {
    return await action();
  } finally {
    await holder.release();
  }
}

async function acquireLater(lock: string, progress: Progress) {
  progress(`Another command (pid ${holderOf(lock)}) changes the sandbox; waiting for it`);
  const holder = await acquire(lock, ["--timeout", "600"]);
  if (holder) return holder;
  throw new StepError({
    what: `Another command (pid ${holderOf(lock)}) has been changing the sandbox for 10 minutes`,
    todo: "Wait for it or end it, then run this command again.",
  });
}

async function acquire(lock: string, options: string[]): Promise<{ release(): Promise<unknown> } | undefined> {
  const child = spawn("flock", ["--exclusive", ...options, lock, "sh", "-c", "echo held; exec cat"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const held = await Promise.race([once(child.stdout, "data").then(() => true), once(child, "exit").then(() => false)]);
  if (!held) return undefined;
  const ended = once(child, "exit");
  return { release: () => (child.stdin.end(), ended) };
}

function holderOf(lock: string): string {
  try {
    return readFileSync(`${lock}.holder`, "utf8");
  } catch {
    return "unknown";
  }
}
