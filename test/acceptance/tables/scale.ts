import assert from "node:assert/strict";
import { difference, own } from "../scale/cpuProfile";
import { lineThrough } from "../scale/line";
import { seeded, shuffled } from "../support/random";
import { CLUSTER_WAYS, type Way, WAYS } from "../scale/program";
import { scaleReport } from "../scale/report";
import { describePoints, medians, ms, type Points, previewRuns, type Run, runOf } from "../scale/runs";
import { ScaleStacks } from "../scale/stacks";
import type { Figures, Row, RowRecord, Table } from "../table";

const SIZES = [1, 10, 25, 50];
const ROUNDS = 3;
const LIMIT_MS = 40;
/** How straight the line must be: the share of the variance that it explains. */
const STRAIGHT = 0.95;

export const scale: Table<ScaleStacks> = {
  name: "scale",
  title: `Up to ${SIZES.at(-1)} clusters in one stack: linear growth, at most ${LIMIT_MS} ms of our own code a further cluster`,
  covers: [
    ...["components", "plugin", "commands/build", "package-lock.json", "toolchain/versions.json"],
    ...[
      "test/support/consumer.ts",
      "test/support/packed.ts",
      "test/acceptance/scale",
      "test/acceptance/tables/scale.ts",
    ],
  ],
  columns: [...SIZES.map(column), "a further one", "before the first", "line explains"],
  rows: (seed) => [
    ...WAYS.map((way) => ({ id: `up, ${way}`, run: (stacks: ScaleStacks) => up(stacks, way) })),
    ...Array.from({ length: ROUNDS }, (_, round) => previews(round + 1, seed)),
    ...WAYS.map((way) => ({
      id: `preview, ${way}`,
      run: (_: ScaleStacks, earlier: RowRecord[]) => Promise.resolve(previewLine(way, earlier)),
    })),
    ...CLUSTER_WAYS.map((way) => ({
      id: `profile of a preview, ${way}`,
      run: (stacks: ScaleStacks) => profile(stacks, way),
    })),
  ],

  async setUp(progress) {
    return ScaleStacks.start(progress);
  },

  tearDown: async (stacks) => stacks.stop(),

  summary: scaleReport,
};

async function up(stacks: ScaleStacks, way: Way): Promise<Figures> {
  const runs: Run[] = [];
  for (const count of SIZES) runs.push(runOf(way, count, await stacks.up(way, count)));
  return { ...lineFigures(medians(runs)), runs };
}

/** Every stack once, in an order by chance: what slows the machine for a while meets all of them alike. */
function previews(round: number, seed: number): Row<ScaleStacks> {
  const stacks = shuffled(
    WAYS.flatMap((way) => SIZES.map((count) => ({ way, count }))),
    seeded(seed * ROUNDS + round),
  );
  return {
    id: `previews, round ${round}`,
    async run(context) {
      for (const { way, count } of stacks) await context.up(way, count);
      const runs: Run[] = [];
      for (const { way, count } of stacks) runs.push(runOf(way, count, await context.preview(way, count)));
      return { runs };
    },
  };
}

function previewLine(way: Way, earlier: RowRecord[]): Figures {
  const points = medians(previewRuns(earlier, way));
  const line = lineThrough(points);
  // Without objects a component takes so little that what else goes on bends the line.
  const straight = line.r2 >= STRAIGHT || !CLUSTER_WAYS.includes(way);
  assert.ok(straight, `${describePoints(points)}: the line explains ${line.r2.toFixed(3)}, less than ${STRAIGHT}`);
  return lineFigures(points);
}

/** Milliseconds that a further cluster takes in the library's process, by package. */
async function profile(stacks: ScaleStacks, way: Way): Promise<Figures> {
  const [few, many] = [SIZES[0], SIZES.at(-1)!];
  const less = await stacks.profile(way, few);
  const shares = difference(await stacks.profile(way, many), less, many - few);
  assert.ok(own(shares) <= LIMIT_MS, `our own code takes ${own(shares).toFixed(1)} ms a further cluster`);
  return { profile: shares };
}

function lineFigures(points: Points): Figures {
  const line = lineThrough(points);
  return {
    ...Object.fromEntries(points.map(([count, seconds]) => [column(count), `${seconds.toFixed(2)} s`])),
    "a further one": ms(line.slope),
    "before the first": ms(line.intercept),
    "line explains": line.r2.toFixed(4),
  };
}

function column(count: number): string {
  return `of ${count}`;
}
