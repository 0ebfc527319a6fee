import { describeMemorySize } from "../notation/memorySize";
import { flinkConfigurationPath, type Problem } from "../validation/problem";
import { deriveProcess, enough, inconsistentRanges, type ProcessMemory, type ProcessModel, totalOf } from "./process";
import { inRange, shareBeside, shareOf } from "./ranges";
import { type MemoryOptions, ProblemError, Settings } from "./settings";

/** All sizes of a TaskManager in bytes. */
export interface TaskManagerMemory extends ProcessMemory {
  frameworkHeap: number;
  frameworkOffHeap: number;
  taskHeap: number;
  taskOffHeap: number;
  managed: number;
  network: number;
  /** What the JVM is started with. */
  jvm: { maxHeap: number; initialHeap: number; maxDirect: number; maxMetaspace: number };
}

/** The sizes if Flink accepts the configuration, and all problems with it. */
export interface TaskManagerMemoryResult {
  memory?: TaskManagerMemory;
  problems: Problem[];
}

/** Options and defaults of Flink's `taskmanager.memory`. */
export const taskManagerMemoryOptions: MemoryOptions = {
  prefix: "taskmanager.memory.",
  defaults: {
    "process.size": undefined,
    "flink.size": undefined,
    "framework.heap.size": "128m",
    "framework.off-heap.size": "128m",
    "task.heap.size": undefined,
    "task.off-heap.size": "0b",
    "managed.size": undefined,
    "managed.fraction": "0.4",
    "network.min": "64m",
    "network.max": "9223372036854775807b",
    "network.fraction": "0.1",
    "jvm-metaspace.size": "256m",
    "jvm-overhead.min": "192m",
    "jvm-overhead.max": "1g",
    "jvm-overhead.fraction": "0.1",
  },
  deprecatedKeys: {
    "managed.size": "taskmanager.memory.size",
    "network.min": "taskmanager.network.memory.min",
    "network.max": "taskmanager.network.memory.max",
    "network.fraction": "taskmanager.network.memory.fraction",
  },
};

type Parts = Omit<TaskManagerMemory, keyof ProcessMemory | "jvm"> & { flink: number };

const taskManager: ProcessModel<Parts> = {
  kind: "taskmanager",
  parts: ["task.heap.size", "managed.size"],
  fromParts,
  fromTotal,
  usable: () => true,
};

/**
 * The memory of a TaskManager with this flat Flink configuration, as Flink derives it at its start.
 * Errors name a key by `pathOf`.
 */
export function taskManagerMemory(
  configuration: Record<string, string>,
  pathOf = flinkConfigurationPath,
): TaskManagerMemoryResult {
  const settings = new Settings(configuration, taskManagerMemoryOptions, pathOf);
  const unusedFraction = settings.has("managed.size") ? ["managed.fraction"] : [];
  const unreadable = settings.unreadable(unusedFraction);
  const cpu = cpuProblems(configuration, pathOf);
  if (unreadable.length) return { problems: [...unreadable, ...cpu] };
  const inconsistent = inconsistentRanges(
    settings,
    "taskmanager",
    ["jvm-overhead", "network"],
    unusedFraction.length ? [] : ["managed"],
  );
  if (inconsistent.length) return { problems: [...inconsistent, ...cpu] };
  try {
    const memory = withJvm(deriveProcess(settings, taskManager));
    return cpu.length ? { problems: cpu } : { memory, problems: [] };
  } catch (error) {
    if (error instanceof ProblemError) return { problems: [error.problem(), ...cpu] };
    throw error;
  }
}

function fromParts(settings: Settings): Parts {
  const parts = {
    ...fixedParts(settings),
    taskHeap: settings.size("task.heap.size"),
    managed: settings.size("managed.size"),
  };
  if (settings.has("flink.size")) return withNetworkLeft(settings, settings.size("flink.size"), parts);
  const network = shareBeside(sum(parts), settings.range("network"));
  return { ...parts, network, flink: sum(parts) + network };
}

function fromTotal(settings: Settings, flink: number): Parts {
  const managed = settings.has("managed.size")
    ? settings.size("managed.size")
    : shareOf(flink, { min: 0, max: Number.MAX_SAFE_INTEGER, fraction: settings.fraction("managed.fraction") });
  const parts = { ...fixedParts(settings), managed };
  if (settings.has("task.heap.size"))
    return withNetworkLeft(settings, flink, { ...parts, taskHeap: settings.size("task.heap.size") });
  const network = shareOf(flink, settings.range("network"));
  const taskHeap = flink - sum(parts) - network;
  if (taskHeap < 0) throw new ProblemError(() => managedAndNetworkExceedTotal(settings, flink, { ...parts, network }));
  return { ...parts, network, taskHeap, flink };
}

/** Network memory is what the given parts leave of the total. */
function withNetworkLeft(settings: Settings, flink: number, parts: Omit<Parts, "network" | "flink">): Parts {
  const network = flink - sum(parts);
  if (network < 0) throw new ProblemError(() => partsExceedTotal(settings, flink, parts));
  if (!inRange(network, settings.range("network")))
    throw new ProblemError(() => networkOutOfRange(settings, flink, parts));
  return { ...parts, network, flink };
}

function fixedParts(settings: Settings) {
  return {
    frameworkHeap: settings.size("framework.heap.size"),
    frameworkOffHeap: settings.size("framework.off-heap.size"),
    taskOffHeap: settings.size("task.off-heap.size"),
  };
}

function withJvm(memory: Parts & ProcessMemory): TaskManagerMemory {
  const heap = memory.frameworkHeap + memory.taskHeap;
  const maxDirect = memory.frameworkOffHeap + memory.taskOffHeap + memory.network;
  return { ...memory, jvm: { maxHeap: heap, initialHeap: heap, maxDirect, maxMetaspace: memory.metaspace } };
}

function partsExceedTotal(settings: Settings, flink: number, parts: Partial<Parts>): Problem {
  const total = totalOf(settings);
  return settings.problem(
    "memory.taskmanager.parts-exceed-total",
    total,
    `${enough(settings, total, taskManager)}: Flink memory is ${describeMemorySize(flink)}, but ${describe(parts)}`,
    `Raise ${settings.path(total)}, or lower ${settings.path("task.heap.size")} or managed memory.`,
  );
}

function managedAndNetworkExceedTotal(settings: Settings, flink: number, parts: Partial<Parts>): Problem {
  const total = totalOf(settings);
  const managed = settings.has("managed.size") ? "managed.size" : "managed.fraction";
  return settings.problem(
    "memory.taskmanager.managed-and-network-exceed-total",
    total,
    `${enough(settings, total, taskManager)}: Flink memory is ${describeMemorySize(flink)}, but ${describe(parts)}`,
    `Raise ${settings.path(total)}, or lower ${settings.path(managed)} (0 if the job keeps its state on the heap).`,
  );
}

function networkOutOfRange(settings: Settings, flink: number, parts: Omit<Parts, "network" | "flink">): Problem {
  const { min, max } = settings.range("network");
  const others = sum(parts) - parts.taskHeap;
  const [from, to] = [Math.max(0, flink - others - max), flink - others - min];
  const bounds =
    to < 0 ? "no size, for the others leave too little" : `${describeMemorySize(from)} to ${describeMemorySize(to)}`;
  return settings.problem(
    "memory.taskmanager.network-out-of-range",
    "task.heap.size",
    `${bounds}: of ${describeMemorySize(flink)} Flink memory, ${describeMemorySize(flink - sum(parts))} are left for the network, ` +
      `which may have ${describeMemorySize(min)} to ${describeMemorySize(max)}`,
    `Change ${settings.path("task.heap.size")} or ${settings.path(totalOf(settings))}, or widen ` +
      `${settings.path("network.min")} and ${settings.path("network.max")}.`,
  );
}

/** Flink also wants a positive number of CPUs: given, or else the number of slots. */
function cpuProblems(configuration: Record<string, string>, pathOf: (key: string) => string): Problem[] {
  const key = "taskmanager.cpu.cores" in configuration ? "taskmanager.cpu.cores" : "taskmanager.numberOfTaskSlots";
  const value = configuration[key];
  const whole = key === "taskmanager.numberOfTaskSlots";
  const readable = whole ? /^\s*\+?\d+\s*$/ : /^\s*\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
  if (value === undefined || (readable.test(value) && Number(value) > 0 && (!whole || Number(value) < 2 ** 31)))
    return [];
  const allowed = whole ? "a whole number of at least 1" : "a number above 0";
  return [
    {
      rule: "memory.taskmanager.cpu-not-positive",
      path: pathOf(key),
      value,
      allowed,
      fix: `Set ${pathOf(key)} to ${allowed}.`,
    },
  ];
}

function describe(parts: Partial<Parts>): string {
  const names: [keyof Parts, string][] = [
    ["frameworkHeap", "framework heap"],
    ["frameworkOffHeap", "framework off-heap"],
    ["taskHeap", "task heap"],
    ["taskOffHeap", "task off-heap"],
    ["managed", "managed"],
    ["network", "network"],
  ];
  const given = names
    .filter(([key]) => parts[key] !== undefined)
    .map(([key, name]) => `${name} (${describeMemorySize(parts[key]!)})`);
  return `${given.join(", ")} need ${describeMemorySize(sum(parts))}`;
}

function sum(parts: Partial<Parts>): number {
  return Object.values(parts).reduce((total, size) => total + size, 0);
}
