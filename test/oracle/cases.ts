/** One configuration of a kind of process, by the names of its memory options. */
export interface Case {
  options: Record<string, string>;
  /** The rule by which it must be refused, and the words of Flink's own refusal; left out where Flink accepts it. */
  refused?: [rule: string, flink: RegExp];
}

const accepted = (options: Record<string, string>): Case => ({ options });
const refused = (rule: string, flink: RegExp, options: Record<string, string>): Case => ({
  options,
  refused: [rule, flink],
});

const tm = (rule: string) => `memory.taskmanager.${rule}`;
const jm = (rule: string) => `memory.jobmanager.${rule}`;

const unreadable = /Could not parse value|Cannot read memory size/;

/** The edges of the TaskManager's memory model. */
export const TASK_MANAGER_CASES: Case[] = [
  accepted({ "process.size": "1728m" }),
  accepted({ "process.size": "2g" }),
  accepted({ "process.size": "4 GB" }),
  accepted({ "process.size": "8589934592" }),
  accepted({ "process.size": "16g" }),
  accepted({ "process.size": "1g" }),
  accepted({ "process.size": "982m" }),
  refused(tm("managed-and-network-exceed-total"), /Managed Memory .* and Network Memory .* exceed/, {
    "process.size": "981m",
  }),
  refused(tm("managed-and-network-exceed-total"), /and Network Memory .* exceed/, { "process.size": "512m" }),
  accepted({ "process.size": "768m", "managed.size": "0" }),
  refused(tm("managed-and-network-exceed-total"), /and Network Memory .* exceed/, {
    "process.size": "767m",
    "managed.size": "0",
  }),
  refused(tm("process-too-small"), /JVM Metaspace .* and JVM Overhead .* exceed/, { "process.size": "400m" }),
  refused(tm("managed-and-network-exceed-total"), /and Network Memory .* exceed/, { "process.size": "448m" }),
  refused(tm("process-too-small"), /JVM Metaspace .* and JVM Overhead .* exceed/, { "process.size": "469762047b" }),
  accepted({ "flink.size": "1g" }),
  accepted({ "flink.size": "1073741825b", "managed.fraction": "0.333" }),
  // Where floating point is a byte off the decimal digits.
  accepted({ "flink.size": "8g", "managed.fraction": "0.7" }),
  accepted({ "flink.size": "12046041033b" }),
  accepted({ "task.heap.size": "1g", "managed.size": "1g" }),
  accepted({ "task.heap.size": "0", "managed.size": "0", "network.fraction": "0" }),
  accepted({ "process.size": "4g", "flink.size": "3g" }),
  accepted({ "process.size": "4g", "flink.size": "3500m" }),
  accepted({ "process.size": "4148m", "flink.size": "3700m" }),
  refused(tm("overhead-out-of-range"), /Derived JVM Overhead size/, { "process.size": "4g", "flink.size": "3700m" }),
  refused(tm("overhead-out-of-range"), /Derived JVM Overhead size/, { "process.size": "6g", "flink.size": "3700m" }),
  refused(tm("process-below-parts"), /Total Process Memory .* is less than the sum/, {
    "process.size": "1g",
    "flink.size": "1g",
  }),
  refused(tm("parts-exceed-total"), /Task Heap Memory .* exceed/, { "process.size": "2g", "task.heap.size": "1g" }),
  refused(tm("parts-exceed-total"), /Task Heap Memory .* exceed/, {
    "flink.size": "1g",
    "task.heap.size": "512m",
    "managed.size": "512m",
  }),
  refused(tm("network-out-of-range"), /Network Memory is inconsistent/, {
    "flink.size": "1g",
    "task.heap.size": "512m",
    "managed.size": "255m",
  }),
  accepted({ "flink.size": "1g", "task.heap.size": "512m", "managed.size": "192m" }),
  refused(tm("network-out-of-range"), /Network Memory is inconsistent/, {
    "flink.size": "4g",
    "task.heap.size": "512m",
    "network.max": "1g",
  }),
  accepted({ "flink.size": "4g", "task.heap.size": "512m", "managed.size": "2g", "network.max": "1280m" }),
  refused(tm("minimum-above-maximum"), /Inconsistently configured/, {
    "process.size": "4g",
    "network.min": "1g",
    "network.max": "512m",
  }),
  refused(tm("minimum-above-maximum"), /Inconsistently configured/, {
    "process.size": "4g",
    "jvm-overhead.min": "1025m",
  }),
  refused(tm("fraction-out-of-range"), /Inconsistently configured/, { "process.size": "4g", "managed.fraction": "1" }),
  refused(tm("fraction-out-of-range"), /Inconsistently configured/, {
    "process.size": "4g",
    "network.fraction": "0.99999999",
  }),
  refused(tm("fraction-out-of-range"), /Inconsistently configured/, {
    "process.size": "4g",
    "jvm-overhead.fraction": "-0.1",
  }),
  accepted({ "process.size": "4g", "managed.size": "1g", "managed.fraction": "2" }),
  accepted({ "process.size": "4g", "jvm-overhead.fraction": "1e-9", "jvm-overhead.min": "0" }),
  accepted({
    "process.size": "4g",
    "jvm-overhead.min": "500m",
    "jvm-overhead.max": "500m",
    "task.off-heap.size": "100m",
  }),
  refused("memory.size-unreadable", unreadable, { "process.size": "1.5g" }),
  refused("memory.size-unreadable", unreadable, { "process.size": "2Gi" }),
  refused("memory.fraction-unreadable", /Could not parse value/, { "process.size": "4g", "network.fraction": "ten" }),
  refused(tm("total-missing"), /need to be configured explicitly/, { "task.heap.size": "1g" }),
  refused(tm("total-missing"), /need to be configured explicitly/, {}),
];

/** The edges of the JobManager's memory model; Flink itself accepts any heap above zero. */
export const JOB_MANAGER_CASES: Case[] = [
  accepted({ "process.size": "1600m" }),
  accepted({ "process.size": "4g" }),
  accepted({ "process.size": "20g" }),
  accepted({ "process.size": "577m" }),
  accepted({ "process.size": "704m" }),
  refused(jm("nothing-left-for-heap"), /Total Flink Memory .* is less than/, { "process.size": "576m" }),
  refused(jm("nothing-left-for-heap"), /Total Flink Memory .* is less than/, { "process.size": "512m" }),
  refused(jm("nothing-left-for-heap"), /Total Flink Memory .* is less than/, { "process.size": "448m" }),
  refused(jm("process-too-small"), /JVM Metaspace .* and JVM Overhead .* exceed/, { "process.size": "447m" }),
  accepted({ "flink.size": "1g" }),
  accepted({ "flink.size": "1g", "off-heap.size": "256m", "enable-jvm-direct-memory-limit": "true" }),
  refused(jm("nothing-left-for-heap"), /Total Flink Memory .* is less than/, { "flink.size": "128m" }),
  accepted({ "flink.size": "134217729" }),
  accepted({ "heap.size": "1g" }),
  accepted({ "heap.size": "0" }),
  accepted({ "heap.size": "64m", "off-heap.size": "0" }),
  accepted({ "heap.size": "5000000001b", "jvm-overhead.fraction": "0.07" }),
  accepted({ "heap.size": "1g", "flink.size": "1200m" }),
  accepted({ "heap.size": "1g", "flink.size": "1g" }),
  accepted({ "heap.size": "1g", "flink.size": "1152m", "off-heap.size": "128m" }),
  refused(jm("parts-do-not-add-up"), /does not match the configured Total Flink Memory/, {
    "heap.size": "1g",
    "flink.size": "1200m",
    "off-heap.size": "128m",
  }),
  refused(jm("parts-do-not-add-up"), /does not match the configured Total Flink Memory/, {
    "heap.size": "1g",
    "flink.size": "1g",
    "off-heap.size": "1b",
  }),
  refused(jm("heap-exceeds-total"), /JVM Heap Memory .* exceeds the configured Total Flink Memory/, {
    "heap.size": "1073741825b",
    "flink.size": "1g",
  }),
  accepted({ "process.size": "2g", "heap.size": "1g" }),
  refused(jm("overhead-out-of-range"), /Derived JVM Overhead size/, { "process.size": "1500m", "heap.size": "1g" }),
  refused(jm("overhead-out-of-range"), /Derived JVM Overhead size/, { "process.size": "3g", "heap.size": "1g" }),
  refused(jm("process-below-parts"), /Total Process Memory .* is less than the sum/, {
    "process.size": "1g",
    "heap.size": "1g",
  }),
  refused(jm("process-below-parts"), /Total Process Memory .* is less than the sum/, {
    "process.size": "1g",
    "flink.size": "1g",
  }),
  refused(jm("minimum-above-maximum"), /Inconsistently configured/, {
    "process.size": "4g",
    "jvm-overhead.max": "191m",
  }),
  refused(jm("fraction-out-of-range"), /Inconsistently configured/, {
    "process.size": "4g",
    "jvm-overhead.fraction": "1.0",
  }),
  accepted({ "process.size": "4g", "jvm-overhead.fraction": "0.25f" }),
  refused("memory.size-unreadable", unreadable, { "process.size": "-1g" }),
  refused("memory.size-unreadable", unreadable, { "process.size": "2g", "jvm-metaspace.size": "" }),
  refused("memory.switch-unreadable", /Could not parse value/, {
    "process.size": "2g",
    "enable-jvm-direct-memory-limit": "yes",
  }),
  refused(jm("total-missing"), /need to be configured explicitly/, {}),
];

/** Random options, the same ones for the same seed: half of the sizes are no whole mebibytes. */
export function randomOptions(
  kind: "taskmanager" | "jobmanager",
  count: number,
  seed: number,
): Record<string, string>[] {
  const random = mulberry32(seed);
  const size = (from: number, to: number) => {
    const bytes = Math.floor((from + random() * (to - from)) * 1024 ** 2);
    return random() < 0.5 ? `${bytes}b` : `${Math.ceil(bytes / 1024 ** 2)}m`;
  };
  const fraction = () => String(Number((random() * 0.6).toFixed(Math.ceil(random() * 8))));
  const sometimes = (chance: number, options: () => Record<string, string>) => (random() < chance ? options() : {});
  return Array.from({ length: count }, () => ({
    ...sometimes(0.6, () => ({ "process.size": size(700, 9000) })),
    ...sometimes(0.3, () => ({ "flink.size": size(500, 8000) })),
    ...sometimes(0.3, () => ({ "jvm-metaspace.size": size(64, 600) })),
    ...sometimes(0.3, () => ({ "jvm-overhead.fraction": fraction() })),
    ...sometimes(0.2, () => ({ "jvm-overhead.min": size(0, 500), "jvm-overhead.max": size(300, 4000) })),
    ...(kind === "jobmanager"
      ? {
          ...sometimes(0.4, () => ({ "heap.size": size(0, 3000) })),
          ...sometimes(0.3, () => ({ "off-heap.size": size(0, 1000) })),
        }
      : {
          ...sometimes(0.35, () => ({ "task.heap.size": size(0, 2500) })),
          ...sometimes(0.35, () => ({ "managed.size": size(0, 2500) })),
          ...sometimes(0.3, () => ({ "managed.fraction": fraction() })),
          ...sometimes(0.3, () => ({ "network.fraction": fraction() })),
          ...sometimes(0.2, () => ({ "network.min": size(0, 200), "network.max": size(100, 4000) })),
          ...sometimes(0.2, () => ({ "task.off-heap.size": size(0, 400), "framework.heap.size": size(64, 256) })),
        }),
  }));
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
