import { readdirSync, readFileSync } from "node:fs";
import { execa } from "execa";
import { processStat } from "../../../toolchain/processIdentity";

/** What a part of a deployment took. */
export interface Usage {
  /** Peak of its resident memory. */
  readonly mib: number;
  readonly cpuSeconds: number;
}

/** A part of a deployment, by what its command line has. */
const PARTS = {
  program: "/cmd/run",
  plugin: "pulumi-resource-flink",
  provider: "pulumi-resource-kubernetes",
  languageHost: "pulumi-language-nodejs",
  engine: "pulumi",
} as const;

export type Part = keyof typeof PARTS;

/** A program that ended, with what it and the processes below it took. */
export interface Measured {
  readonly exitCode: number;
  readonly output: string;
  readonly seconds: number;
  readonly usage: Partial<Record<Part, Usage>>;
}

/** How often the processes are looked at: seldom enough to take no time from them. Peaks and sums only grow. */
const EVERY_MS = 200;

const CLOCK_TICKS_PER_SECOND = 100;

/** Runs a program and measures the processes that it starts. */
export async function measured(
  program: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Measured> {
  const started = performance.now();
  const child = execa(program, args, { ...options, extendEnv: false, all: true, reject: false, stdin: "ignore" });
  const found = new Map<number, Found>();
  const timer = setInterval(() => lookBelow(child.pid!, found), EVERY_MS);
  const { exitCode, all } = await child.finally(() => clearInterval(timer));
  const seconds = (performance.now() - started) / 1000;
  return { exitCode: exitCode ?? 128, output: String(all ?? ""), seconds, usage: byPart([...found.values()]) };
}

interface Found {
  readonly part: Part;
  readonly usage: Usage;
}

function lookBelow(root: number, found: Map<number, Found>): void {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), processStat(Number(name))?.parent]),
  );
  for (const pid of parents.keys()) {
    const now = isBelow(pid, root, parents) ? usageOf(pid) : undefined;
    if (now) found.set(pid, now);
  }
}

function isBelow(pid: number, root: number, parents: Map<number, number | undefined>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
  return false;
}

function byPart(found: Found[]): Measured["usage"] {
  const sums: Partial<Record<Part, Usage>> = {};
  for (const { part, usage } of found) {
    const { mib, cpuSeconds } = sums[part] ?? { mib: 0, cpuSeconds: 0 };
    sums[part] = { mib: mib + usage.mib, cpuSeconds: cpuSeconds + usage.cpuSeconds };
  }
  return sums;
}

/** Undefined for a process that is none of the parts, or that has ended. */
function usageOf(pid: number): Found | undefined {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    const part = (Object.keys(PARTS) as Part[]).find((name) => command.includes(PARTS[name]));
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const times = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (part === undefined || peak === null) return undefined;
    const ticks = Number(times[11]) + Number(times[12]);
    return { part, usage: { mib: Number(peak[1]) / 1024, cpuSeconds: ticks / CLOCK_TICKS_PER_SECOND } };
  } catch {
    return undefined;
  }
}
