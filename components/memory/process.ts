import { describeMemorySize } from "../notation/memorySize";
import type { Problem } from "../validation/problem";
import { inRange, shareBeside, shareOf } from "./ranges";
import { ProblemError, type Settings, smallestAccepted } from "./settings";

/** The sizes of a process outside of the memory that Flink manages, in bytes. */
export interface ProcessMemory {
  /** The whole process: what the pod's memory must be at least. */
  process: number;
  /** What Flink uses: everything but metaspace and overhead. */
  flink: number;
  /** JVM metaspace. */
  metaspace: number;
  /** What the JVM needs in addition: thread stacks, code cache, garbage collection. */
  overhead: number;
}

/** What a kind of process knows of its own memory. */
export interface ProcessModel<Parts extends { flink: number }> {
  /** Which kind: part of the rule ids. */
  kind: "taskmanager" | "jobmanager";
  /** The options which, all set, determine the Flink memory. */
  parts: string[];
  /** The parts when those options are set. */
  fromParts(settings: Settings): Parts;
  /** The parts of a total Flink memory. */
  fromTotal(settings: Settings, flink: number): Parts;
  /** Whether a process can work with these parts, where Flink accepts more. */
  usable(parts: Parts): boolean;
}

/** Derives all sizes: from the parts if they are all set, else from the Flink memory, else from the process. */
export function deriveProcess<Parts extends { flink: number }>(
  settings: Settings,
  model: ProcessModel<Parts>,
): Parts & ProcessMemory {
  if (model.parts.every((name) => settings.has(name))) return around(model.fromParts(settings));
  if (settings.has("flink.size")) return around(model.fromTotal(settings, settings.size("flink.size")));
  if (settings.has("process.size")) return within(settings.size("process.size"));
  throw new ProblemError(() => totalMissing(settings, model));

  function around(parts: Parts): Parts & ProcessMemory {
    const metaspace = settings.size("jvm-metaspace.size");
    const overhead = overheadBeside(settings, model.kind, parts.flink + metaspace);
    return { ...parts, process: parts.flink + metaspace + overhead, metaspace, overhead };
  }

  function within(process: number): Parts & ProcessMemory {
    const metaspace = settings.size("jvm-metaspace.size");
    const overhead = shareOf(process, settings.range("jvm-overhead"));
    if (metaspace + overhead > process)
      throw new ProblemError(() => processTooSmall(settings, model, metaspace, overhead));
    return { ...model.fromTotal(settings, process - metaspace - overhead), process, metaspace, overhead };
  }
}

/** Minimum above maximum, and fractions outside of [0, 1); `ranges` have both, `fractions` have no bounds. */
export function inconsistentRanges(
  settings: Settings,
  kind: string,
  ranges: string[],
  fractions: string[] = [],
): Problem[] {
  const crossed = ranges.filter((name) => settings.size(`${name}.min`) > settings.size(`${name}.max`));
  const outside = [...ranges, ...fractions].filter((name) => {
    const fraction = settings.fraction(`${name}.fraction`);
    return !(fraction >= 0 && fraction < 1);
  });
  return [
    ...crossed.map((name) => {
      const [min, max] = [`${name}.min`, `${name}.max`];
      const blamed = settings.has(min) ? min : max;
      return settings.problem(
        `memory.${kind}.minimum-above-maximum`,
        blamed,
        blamed === min
          ? `at most ${settings.path(max)}, ${describeMemorySize(settings.size(max))}`
          : `at least ${settings.path(min)}, ${describeMemorySize(settings.size(min))}`,
        `Lower ${settings.path(min)} or raise ${settings.path(max)}.`,
      );
    }),
    ...outside.map((name) =>
      settings.problem(
        `memory.${kind}.fraction-out-of-range`,
        `${name}.fraction`,
        "at least 0 and below 1 (as a 32 bit float)",
        `Give ${settings.path(`${name}.fraction`)} as a part of one, such as "0.1".`,
      ),
    ),
  ];
}

/**
 * What is allowed of a total that is too small: from which size on it can be used, found by trying.
 * Says so where no size can: other settings must change then.
 */
export function enough<Parts extends { flink: number }>(
  settings: Settings,
  name: string,
  model: ProcessModel<Parts>,
): string {
  const smallest = smallestAccepted(settings, name, (changed) => fits(changed, model));
  return smallest === undefined
    ? "no size fits the other memory settings"
    : `at least ${describeMemorySize(smallest)} with the other memory settings as they are`;
}

function fits<Parts extends { flink: number }>(settings: Settings, model: ProcessModel<Parts>): boolean {
  try {
    return model.usable(deriveProcess(settings, model));
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

/** The option that determines the Flink memory when the parts do not. */
export function totalOf(settings: Settings): string {
  return settings.has("flink.size") ? "flink.size" : "process.size";
}

function overheadBeside(settings: Settings, kind: string, flinkAndMetaspace: number): number {
  const range = settings.range("jvm-overhead");
  if (!settings.has("process.size")) return shareBeside(flinkAndMetaspace, range);
  const overhead = settings.size("process.size") - flinkAndMetaspace;
  const refuse = (rule: string, found: string) =>
    new ProblemError(() =>
      settings.problem(
        `memory.${kind}.${rule}`,
        "process.size",
        `${describeMemorySize(flinkAndMetaspace + range.min)} to ${describeMemorySize(flinkAndMetaspace + range.max)}: ` +
          `Flink memory and JVM metaspace need ${describeMemorySize(flinkAndMetaspace)}, ` +
          `JVM overhead may be ${describeMemorySize(range.min)} to ${describeMemorySize(range.max)}, and ${found}`,
        `Leave ${settings.path("process.size")} out and Flink derives it, or give a size in that range.`,
      ),
    );
  if (overhead < 0) throw refuse("process-below-parts", `${describeMemorySize(-overhead)} are missing`);
  if (!inRange(overhead, range))
    throw refuse("overhead-out-of-range", `${describeMemorySize(overhead)} are left for it`);
  return overhead;
}

function processTooSmall<Parts extends { flink: number }>(
  settings: Settings,
  model: ProcessModel<Parts>,
  metaspace: number,
  overhead: number,
): Problem {
  return settings.problem(
    `memory.${model.kind}.process-too-small`,
    "process.size",
    `${enough(settings, "process.size", model)}: JVM metaspace (${describeMemorySize(metaspace)}) and ` +
      `JVM overhead (${describeMemorySize(overhead)}) alone need ${describeMemorySize(metaspace + overhead)}`,
    `Raise ${settings.path("process.size")}, or lower ${settings.path("jvm-metaspace.size")} or ${settings.path("jvm-overhead.min")}.`,
  );
}

function totalMissing<Parts extends { flink: number }>(settings: Settings, model: ProcessModel<Parts>): Problem {
  const parts = model.parts.map((name) => settings.path(name)).join(" with ");
  return settings.problem(
    `memory.${model.kind}.total-missing`,
    "process.size",
    `one of ${settings.path("process.size")}, ${settings.path("flink.size")}, or ${parts}`,
    `Set ${settings.path("process.size")} to the memory of the pod, for example "${model.kind === "taskmanager" ? "1728m" : "1600m"}".`,
  );
}
