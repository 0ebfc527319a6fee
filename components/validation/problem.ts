/** Why a value is refused: what is allowed instead, and how to get there. */
export interface Complaint {
  /** What is allowed, with the numbers that hold here. */
  allowed: string;
  /** What to change, as one sentence. */
  fix: string;
}

/** One refused setting, in the four parts that every error of this library has. */
export interface Finding extends Complaint {
  /** Where the value was given, for example `highAvailability.leaseDuration`. */
  path: string;
  /** The value that was given; undefined where one is missing. */
  value: unknown;
}

/** A refused setting and the rule that refuses it. */
export interface Problem extends Finding {
  /** Stable id of the rule, for example `memory.taskmanager.process-too-small`. */
  rule: string;
}

/** What reading a text gives: its value, or why it cannot be read. */
export type Reading<T> = { value: T; complaint?: undefined } | { value?: undefined; complaint: Complaint };

/** A block of lines for one problem: where, what was given, what is allowed, how to fix it, which rule. */
export function formatProblem({ rule, path, value, allowed, fix }: Problem): string {
  return [
    `${path}: ${value === undefined ? "not set" : JSON.stringify(value)}`,
    `  allowed: ${allowed}`,
    `  fix: ${fix}`,
    `  rule: ${rule}`,
  ].join("\n");
}

/** The property path of a key of the flat Flink configuration. */
export function flinkConfigurationPath(key: string): string {
  return `flinkConfiguration[${JSON.stringify(key)}]`;
}
