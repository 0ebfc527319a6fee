import * as assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REFUSED_STORAGE } from "../aws/cases";
import { REFUSED } from "./cases";

const COMPONENTS = join(__dirname, "../../../components");

/** Rules that no arguments of one component can break, and why; the specs of their modules test them. */
const OUT_OF_REACH: Record<string, string> = {
  "memory.jobmanager.total-missing": "the component always sets jobmanager.memory.process.size",
  "memory.taskmanager.total-missing": "the component always sets taskmanager.memory.process.size",
  "state-storage.shared-place": "it takes two components; places.spec.ts makes them",
};

const ID = "([a-z]+(?:[.-][a-z]+)*)";

/** Every rule id in the text of a source file. */
function ruleIds(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const found = (pattern: string) => [...text.matchAll(new RegExp(pattern, "g"))].map(([, id]) => id);
  const direct = [
    `\\brule: "${ID}"`,
    `\\bproblem\\(\\s*"${ID}"`,
    `\\b(?:wholeNumber|folder)Problems\\(\\s*"${ID}"`,
    `\\[\\s*"(memory\\.${ID})"`,
  ].flatMap(found);
  const ofBothKinds = ["`memory\\.\\$\\{(?:model\\.)?kind\\}\\.([a-z-]+)`", `\\brefuse\\(\\s*"${ID}"`].flatMap(found);
  return [
    ...direct.map((id) => (file.endsWith("leaderElection.ts") ? `leader-election.${id}` : id)),
    ...ofBothKinds.flatMap((id) => [`memory.jobmanager.${id}`, `memory.taskmanager.${id}`]),
  ];
}

describe("cases of rules", () => {
  const files = globSync("{memory,validation,rules,notation,aws/rules}/**/*.ts", { cwd: COMPONENTS }).map((file) =>
    join(COMPONENTS, file),
  );

  it("are there for every rule in the sources, and for nothing else", () => {
    const inSources = [...new Set(files.flatMap(ruleIds))].sort();
    const inTests = [
      ...new Set([...[...REFUSED, ...REFUSED_STORAGE].map(({ rule }) => rule), ...Object.keys(OUT_OF_REACH)]),
    ].sort();
    assert.deepEqual(inTests, inSources);
  });

  it("know every way in which sources write a rule's id", () => {
    const written = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\brule: (?!"|string|Rule)([^ ,)\n]+)/g)].map(([, form]) => form),
    );
    // The first is how a problem is printed.
    assert.deepEqual([...new Set(written)].sort(), ["${rule}`", "`leader-election.${rule}`", "form.rule"]);
  });
});
