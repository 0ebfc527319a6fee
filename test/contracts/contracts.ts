/** What users of a release rely on, in a form that can be compared with what the sources say now. */
export interface Contracts {
  /** Types of arguments and outputs by path, and values of enums. */
  readonly schema: Entries;
  /**
   * Child resources: their identity is the rest of their URN after stack and project, with `<name>` for the name of the
   * component. Each has a digest of the object for every recorded program that registers it.
   */
  readonly children: Readonly<Record<string, Entries>>;
  /** Defaults in the words of the documentation, by path. */
  readonly defaults: Entries;
  /** Ids of rules. */
  readonly rules: readonly string[];
}

/** The contracts of a release. */
export interface Released extends Contracts {
  readonly version: string;
}

export type Entries = Readonly<Record<string, string>>;

export const AREAS = ["schema", "child name", "object", "default", "rule id"] as const;
export const CHANGES = ["added", "changed", "removed"] as const;

export type Area = (typeof AREAS)[number];
export type Change = (typeof CHANGES)[number];

/** A contract that is not what it was, under the names by which the changelog declares it. */
export interface Difference {
  readonly change: Change;
  readonly area: Area;
  readonly key: string;
  /** What it was and what it is. */
  readonly says: string;
  /** Whether programs or stacks that were fine may not be any more. */
  readonly breaking: boolean;
}
