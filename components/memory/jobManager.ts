import { describeMemorySize, MEBIBYTE } from "../notation/memorySize";
import { flinkConfigurationPath, type Problem } from "../validation/problem";
import { deriveProcess, enough, inconsistentRanges, type ProcessMemory, type ProcessModel, totalOf } from "./process";
import { type MemoryOptions, ProblemError, Settings } from "./settings";

/** All sizes of a JobManager in bytes. */
export interface JobManagerMemory extends ProcessMemory {
  heap: number;
  offHeap: number;
  /** What the JVM is started with; direct memory is limited only when the configuration asks for it. */
  jvm: { maxHeap: number; initialHeap: number; maxDirect?: number; maxMetaspace: number };
}

/**
 * The sizes if Flink accepts the configuration, and all problems with it: sizes and a problem together
 * where this library is stricter than Flink.
 */
export interface JobManagerMemoryResult {
  memory?: JobManagerMemory;
  problems: Problem[];
}

/** Options and defaults of Flink's `jobmanager.memory`. */
const jobManagerMemoryOptions: MemoryOptions = {
  prefix: "jobmanager.memory.",
  defaults: {
    "process.size": undefined,
    "flink.size": undefined,
    "heap.size": undefined,
    "off-heap.size": "128m",
    "enable-jvm-direct-memory-limit": "false",
    "jvm-metaspace.size": "256m",
    "jvm-overhead.min": "192m",
    "jvm-overhead.max": "1g",
    "jvm-overhead.fraction": "0.1",
  },
};

/** Flink starts a JobManager with a smaller heap and only warns; it then dies of the first larger job. */
export const MINIMUM_JOB_MANAGER_HEAP = 128 * MEBIBYTE;

type Parts = { heap: number; offHeap: number; flink: number };

const jobManager: ProcessModel<Parts> = {
  kind: "jobmanager",
  parts: ["heap.size"],
  fromParts,
  fromTotal,
  usable: ({ heap }) => heap >= MINIMUM_JOB_MANAGER_HEAP,
};

/**
 * The memory of a JobManager with this flat Flink configuration, as Flink derives it at its start.
 * Errors name a key by `pathOf`.
 */
export function jobManagerMemory(
  configuration: Record<string, string>,
  pathOf = flinkConfigurationPath,
): JobManagerMemoryResult {
  const settings = new Settings(configuration, jobManagerMemoryOptions, pathOf);
  const unreadable = settings.unreadable();
  if (unreadable.length) return { problems: unreadable };
  const inconsistent = inconsistentRanges(settings, "jobmanager", ["jvm-overhead"]);
  if (inconsistent.length) return { problems: inconsistent };
  try {
    const memory = withJvm(settings, deriveProcess(settings, jobManager));
    return { memory, problems: jobManager.usable(memory) ? [] : [heapBelowMinimum(settings, memory)] };
  } catch (error) {
    if (error instanceof ProblemError) return { problems: [error.problem()] };
    throw error;
  }
}

function fromParts(settings: Settings): Parts {
  const heap = settings.size("heap.size");
  const offHeap = settings.size("off-heap.size");
  if (!settings.has("flink.size")) return { heap, offHeap, flink: heap + offHeap };
  const flink = settings.size("flink.size");
  if (!settings.has("off-heap.size")) {
    if (heap > flink) throw new ProblemError(() => heapExceedsTotal(settings, flink));
    return { heap, offHeap: flink - heap, flink };
  }
  if (heap + offHeap !== flink) throw new ProblemError(() => partsDoNotAddUp(settings, heap, offHeap));
  return { heap, offHeap, flink };
}

function fromTotal(settings: Settings, flink: number): Parts {
  const offHeap = settings.size("off-heap.size");
  if (flink <= offHeap) throw new ProblemError(() => nothingLeftForHeap(settings, flink, offHeap));
  return { heap: flink - offHeap, offHeap, flink };
}

function withJvm(settings: Settings, memory: Parts & ProcessMemory): JobManagerMemory {
  const limit = settings.flag("enable-jvm-direct-memory-limit") ? { maxDirect: memory.offHeap } : {};
  return {
    ...memory,
    jvm: { maxHeap: memory.heap, initialHeap: memory.heap, ...limit, maxMetaspace: memory.metaspace },
  };
}

function nothingLeftForHeap(settings: Settings, flink: number, offHeap: number): Problem {
  const total = totalOf(settings);
  return settings.problem(
    "memory.jobmanager.nothing-left-for-heap",
    total,
    `${enough(settings, total, jobManager)}: Flink memory is ${describeMemorySize(flink)}, off-heap memory alone takes ` +
      `${describeMemorySize(offHeap)}, and the heap needs ${describeMemorySize(MINIMUM_JOB_MANAGER_HEAP)}`,
    `Raise ${settings.path(total)} or lower ${settings.path("off-heap.size")}.`,
  );
}

function partsDoNotAddUp(settings: Settings, heap: number, offHeap: number): Problem {
  return settings.problem(
    "memory.jobmanager.parts-do-not-add-up",
    "flink.size",
    `exactly ${describeMemorySize(heap + offHeap)}, the sum of heap (${describeMemorySize(heap)}) and ` +
      `off-heap (${describeMemorySize(offHeap)})`,
    `Leave ${settings.path("flink.size")} out, or ${settings.path("off-heap.size")}, and Flink derives it.`,
  );
}

function heapExceedsTotal(settings: Settings, flink: number): Problem {
  return settings.problem(
    "memory.jobmanager.heap-exceeds-total",
    "heap.size",
    `at most ${settings.path("flink.size")}, ${describeMemorySize(flink)}`,
    `Lower ${settings.path("heap.size")}, or leave ${settings.path("flink.size")} out and Flink derives it.`,
  );
}

function heapBelowMinimum(settings: Settings, memory: JobManagerMemory): Problem {
  const blamed = settings.has("heap.size") ? "heap.size" : totalOf(settings);
  return settings.problem(
    "memory.jobmanager.heap-below-minimum",
    blamed,
    `${enough(settings, blamed, jobManager)}: the heap would be ${describeMemorySize(memory.heap)}, ` +
      `and below ${describeMemorySize(MINIMUM_JOB_MANAGER_HEAP)} a JobManager cannot run a job`,
    `Raise ${settings.path(blamed)}.`,
  );
}
