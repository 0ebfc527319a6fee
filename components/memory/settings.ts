import { MEBIBYTE, parseMemorySize } from "../notation/memorySize";
import type { Problem, Reading } from "../validation/problem";
import type { Range } from "./ranges";

/** The memory options of one kind of process. */
export interface MemoryOptions {
  /** What the names below are prefixed with in the Flink configuration. */
  prefix: string;
  /** Name and default of every option; undefined where there is no default. */
  defaults: Record<string, string | undefined>;
  /** Old keys which Flink still reads when the option itself is not set. */
  deprecatedKeys?: Record<string, string>;
}

/** No size of a process may reach this, 1 PiB, which keeps every sum of sizes exact. */
const BEYOND_ANY_MACHINE = 1024 ** 5;

/** The memory settings of one process, read by the names of their options. */
export class Settings {
  constructor(
    private readonly configuration: Record<string, string>,
    private readonly options: MemoryOptions,
    private readonly pathOf: (key: string) => string,
  ) {}

  /** Whether the option is set, not only defaulted. */
  has(name: string): boolean {
    return this.given(name) !== undefined;
  }

  /** The size of an option which is set or has a default, and was checked to be readable. */
  size(name: string): number {
    return parseMemorySize(this.text(name)).value!;
  }

  /** The options `<name>.min`, `<name>.max` and `<name>.fraction`. */
  range(name: string): Range {
    return {
      min: this.size(`${name}.min`),
      max: this.size(`${name}.max`),
      fraction: this.fraction(`${name}.fraction`),
    };
  }

  /** The fraction of an option which was checked to be readable. */
  fraction(name: string): number {
    return parseFraction(this.text(name)).value!;
  }

  /** A switch which was checked to be readable. */
  flag(name: string): boolean {
    return parseSwitch(this.text(name)).value!;
  }

  /** The same settings with one size changed. */
  with(name: string, bytes: number): Settings {
    return new Settings({ ...this.configuration, [this.key(name)]: `${bytes}b` }, this.options, this.pathOf);
  }

  /** The property path of an option: what errors call it. */
  path(name: string): string {
    return this.pathOf(this.key(name));
  }

  /** A problem with an option. */
  problem(rule: string, name: string, allowed: string, fix: string): Problem {
    return { rule, path: this.path(name), value: this.given(name), allowed, fix };
  }

  /** All options that cannot be read; those in `ignored` have no effect and Flink does not read them either. */
  unreadable(ignored: string[] = []): Problem[] {
    return Object.keys(this.options.defaults)
      .filter((name) => this.has(name) && !ignored.includes(name))
      .flatMap((name) => {
        const [rule, { complaint }] = this.read(name);
        return complaint ? [this.problem(rule, name, complaint.allowed, complaint.fix)] : [];
      });
  }

  private read(name: string): [rule: string, reading: Reading<unknown>] {
    const text = this.text(name);
    if (name.endsWith(".fraction")) return ["memory.fraction-unreadable", parseFraction(text)];
    if (name.startsWith("enable-")) return ["memory.switch-unreadable", parseSwitch(text)];
    const reading = parseMemorySize(text);
    if (reading.complaint || name.endsWith(".max") || reading.value < BEYOND_ANY_MACHINE)
      return ["memory.size-unreadable", reading];
    return [
      "memory.size-beyond-any-machine",
      { complaint: { allowed: "less than 1024t", fix: "Give the size that the pod shall have." } },
    ];
  }

  private text(name: string): string {
    return this.given(name) ?? this.options.defaults[name]!;
  }

  private given(name: string): string | undefined {
    return this.configuration[this.key(name)];
  }

  /** The option's key, or its deprecated one if only that is set. */
  private key(name: string): string {
    const key = this.options.prefix + name;
    const deprecated = this.options.deprecatedKeys?.[name];
    return deprecated !== undefined && !(key in this.configuration) && deprecated in this.configuration
      ? deprecated
      : key;
  }
}

/** Refuses the settings. The problem is worked out only when it is asked for: it may try other settings. */
export class ProblemError extends Error {
  constructor(readonly problem: () => Problem) {
    super("these memory settings do not fit together");
  }
}

/** The whole mebibytes from which on the settings are accepted with this size of `name`; undefined if none are. */
export function smallestAccepted(
  settings: Settings,
  name: string,
  accepts: (settings: Settings) => boolean,
): number | undefined {
  const accepted = (mebibytes: number) => accepts(settings.with(name, mebibytes * MEBIBYTE));
  let enough = 1;
  while (!accepted(enough)) {
    enough *= 2;
    if (enough * MEBIBYTE >= BEYOND_ANY_MACHINE) return undefined;
  }
  let tooFew = Math.floor(enough / 2);
  while (enough - tooFew > 1) {
    const middle = Math.floor((enough + tooFew) / 2);
    if (accepted(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough * MEBIBYTE;
}

/** Fractions are Java floats: rounded to 32 bits and then widened. */
function parseFraction(text: string): Reading<number> {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[fd]?$/i.test(text.trim())) {
    return {
      complaint: { allowed: "a decimal number of at least 0 and below 1", fix: 'Write a number such as "0.1".' },
    };
  }
  return { value: Math.fround(Number.parseFloat(text)) };
}

function parseSwitch(text: string): Reading<boolean> {
  if (!/^(true|false)$/i.test(text))
    return { complaint: { allowed: '"true" or "false"', fix: 'Write "true" or "false".' } };
  return { value: text.toLowerCase() === "true" };
}
