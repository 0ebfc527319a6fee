import type { RowRecord } from "../table";
import type { Measured, Part } from "./processTree";
import { spread } from "../support/random";
import type { Way } from "./program";

/** What one run of `pulumi` took. */
export interface Run {
  readonly way: Way;
  readonly count: number;
  readonly seconds: number;
  readonly usage: Measured["usage"];
}

/** What is kept of a run. */
export function runOf(way: Way, count: number, { seconds, usage }: Measured): Run {
  return { way, count, seconds, usage };
}

/** A figure for each size of a stack. */
export type Points = [count: number, value: number][];

/** The runs of a way in the rounds of previews. */
export function previewRuns(records: RowRecord[], way: Way): Run[] {
  return runsOf(records, way, (row) => row.startsWith("previews, "));
}

/** The runs of a way that deployed. */
export function upRuns(records: RowRecord[], way: Way): Run[] {
  return runsOf(records, way, (row) => row.startsWith("up, "));
}

function runsOf(records: RowRecord[], way: Way, accept: (row: string) => boolean): Run[] {
  return records
    .filter(({ passed, row }) => passed && accept(row))
    .flatMap(({ figures }) => figures.runs as Run[])
    .filter((run) => run.way === way);
}

/** The middle of a figure for each size, wall clock unless told otherwise. */
export function medians(runs: Run[], figure: (run: Run) => number = ({ seconds }) => seconds): Points {
  const counts = [...new Set(runs.map(({ count }) => count))].sort((one, other) => one - other);
  return counts.map((size) => [size, spread(runs.filter(({ count }) => count === size).map(figure)).median]);
}

/** The parts that runs had, in the order in which they are shown. */
export function partsOf(runs: Run[]): Part[] {
  const order: Part[] = ["engine", "program", "plugin", "provider", "languageHost"];
  return order.filter((part) => runs.some(({ usage }) => usage[part] !== undefined));
}

/** Wall clocks as text. */
export function describePoints(points: Points): string {
  return points.map(([count, seconds]) => `${count}: ${seconds.toFixed(2)} s`).join(", ");
}

/** Seconds as milliseconds. */
export function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}
