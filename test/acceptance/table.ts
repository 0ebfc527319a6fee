import type { Progress } from "../../toolchain/steps";

/** What a row found: figures by column, and whatever the table's summary needs besides. */
export type Figures = Record<string, unknown>;

/** A row that was run, as it is kept. */
export interface RowRecord {
  readonly row: string;
  readonly passed: boolean;
  readonly figures: Figures;
  readonly error?: string;
  readonly seconds: number;
  readonly date: string;
}

/** One experiment. It throws when what it is to show does not hold. */
export interface Row<Context> {
  /** Unique in the table, the same for the same seed. */
  readonly id: string;
  run(context: Context, earlier: RowRecord[]): Promise<Figures>;
}

/** Experiments that show one claim, and what they share. */
export interface Table<Context> {
  readonly name: string;
  readonly title: string;
  /** Paths of the checkout whose change makes the evidence stale; the table's own file and its helpers among them. */
  readonly covers: string[];
  /** False for a table that needs neither Pulumi nor the sandbox. Defaults to true. */
  readonly needsSandbox?: boolean;
  /** Figures shown in the evidence, in this order. */
  readonly columns: string[];
  /** The rows that a seed stands for; all chance is in here. */
  rows(seed: number): Row<Context>[];
  /** Makes what the rows share, or takes up what a killed run left of it. */
  setUp(progress: Progress): Promise<Context>;
  tearDown(context: Context): Promise<void>;
  /** Markdown below the rows: what follows from all of them. */
  summary?(records: RowRecord[]): string;
}

/** A table among others, its context hidden. */
export type AnyTable = Table<unknown>;

/** What nearly every table stands on: the component, the program, the node, the job, and the tests' own stacks. */
export const CLUSTER_CODE = [
  "components",
  "index.ts",
  "sandbox",
  "jobs/exactly-once/src",
  "test/support",
  "toolchain/versions.json",
];
