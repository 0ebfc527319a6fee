import assert from "node:assert/strict";
import { markdown } from "../evidence";
import { EQUIVALENTS } from "../mutation/equivalents";
import { describeMutation, judge, survivalRate, type Verdict } from "../mutation/mutant";
import { mutate } from "../mutation/stryker";
import type { Figures, RowRecord, Table } from "../table";

/** Whole arguments, what is said of them, and what the page about the rules says. */
const REFUSALS = specsOfRules("rules", "accepted", "refuse", "page");

/**
 * Folders of components/, and the specs that are to notice their mutants: files, or folders. The specs must compute plain
 * values: those that record programs keep them in their process, where the next mutant's tests would find them.
 */
const ROOMS: Record<string, string[]> = {
  model: ["test/unit/model"],
  notation: ["test/unit/notation"],
  memory: ["test/unit/memory"],
  configuration: ["test/unit/configuration"],
  rules: [...REFUSALS, ...specsOfRules("leaderElection", "keyPrefixes")],
  validation: ["test/unit/validation", ...REFUSALS],
};
const LIMIT_PERCENT = 5;

export const mutation: Table<undefined> = {
  name: "mutation",
  title: `Mutants of the code that computes: at most ${LIMIT_PERCENT} % live through the unit tests`,
  covers: [
    // Rooms use each other, the enums and the schema of the arguments, and the modes.
    "components/arguments",
    "components/schema.json",
    "components/modes",
    ...Object.keys(ROOMS).map((room) => `components/${room}`),
    ...new Set(Object.values(ROOMS).flat()),
    // What specs of the rules have in common, and the page that is compared with their declarations.
    "test/unit/rules/cases",
    "test/generated/rulesPage.ts",
    "components/aws/rules",
    "docs/rules.md",
    "test/acceptance/mutation",
    "test/acceptance/tables/mutation.ts",
  ],
  needsSandbox: false,
  columns: ["mutants", "killed", "timed out", "equivalent", "survived", "survived %"],
  rows: () => Object.entries(ROOMS).map(([room, specs]) => ({ id: room, run: () => judged(room, specs) })),
  setUp: async () => undefined,
  tearDown: async () => undefined,
  summary,
};

function specsOfRules(...names: string[]): string[] {
  return names.map((name) => `test/unit/rules/${name}.spec.ts`);
}

async function judged(room: string, specs: string[]): Promise<Figures> {
  const mutants = await mutate(room, specs);
  const verdict = judge(
    mutants,
    EQUIVALENTS.filter(({ file }) => file.startsWith(`${room}/`)),
  );
  const { killed, survivors, equivalents, stale } = verdict;
  assert.deepEqual(stale, [], "Listed as equivalent, and killed by a test now or no mutation of the source any more.");
  const percent = survivalRate(verdict);
  assert.ok(
    percent <= LIMIT_PERCENT,
    `${percent.toFixed(1)} % survived:\n${survivors.map(describeMutation).join("\n")}`,
  );
  return {
    mutants: mutants.length,
    killed: killed.length,
    "timed out": killed.filter(({ status }) => status === "Timeout").length,
    equivalent: equivalents.length,
    survived: survivors.length,
    "survived %": Number(percent.toFixed(1)),
    lists: { survivors, equivalents },
  };
}

function summary(records: RowRecord[]): string {
  const lists = records
    .filter(({ passed }) => passed)
    .map(({ figures }) => figures.lists as Pick<Verdict, "survivors" | "equivalents">);
  const survivors = lists.flatMap((list) => list.survivors);
  const equivalents = lists.flatMap((list) => list.equivalents);
  const code = (text: string) => `\`\` ${text} \`\``;
  return [
    "Killed are mutants with which a test fails or never ends. Survivors in per cent are those of all mutants that are " +
      "not equivalent. A mutant that is called equivalent is listed in `test/acceptance/mutation/equivalents.ts`; the row " +
      "fails when a test kills it or the source does not have it any more.",
    "## Survivors",
    survivors.length === 0
      ? "None."
      : markdown(
          ["where", "original", "mutation"],
          survivors.map(({ file, line, original, replacement }) => [
            `${file}:${line}`,
            code(original),
            code(replacement),
          ]),
        ),
    "## Equivalent mutants",
    markdown(
      ["where", "original", "mutation", "why nobody can notice"],
      equivalents.map(({ file, line, original, replacement, reason }) => [
        `${file}:${line}`,
        code(original),
        code(replacement),
        reason,
      ]),
    ),
  ].join("\n\n");
}
