import * as assert from "node:assert/strict";
import { type Equivalent, judge, type Mutant, survivalRate } from "../../acceptance/mutation/mutant";
import { mutantsOf } from "../../acceptance/mutation/stryker";

function mutant(original: string, status: string, occurrence = 1): Mutant {
  return { file: "notation/a.ts", original, replacement: "false", occurrence, line: 1, status };
}

function listed(original: string, occurrence?: number): Equivalent {
  return { file: "notation/a.ts", original, replacement: "false", occurrence, reason: "because" };
}

describe("verdict on mutants", () => {
  it("counts as killed what failed a test or never ended, and nothing else", () => {
    const killed = [mutant("a", "Killed"), mutant("b", "Timeout")];
    const alive = ["Survived", "NoCoverage", "Ignored", "RuntimeError", "CompileError"].map((status) =>
      mutant(status, status),
    );
    const verdict = judge([...killed, ...alive], []);
    assert.deepEqual(verdict, { killed, survivors: alive, equivalents: [], stale: [] });
    assert.equal(survivalRate(verdict).toFixed(1), "71.4");
  });

  it("takes out what is listed as equivalent, the very occurrence of it", () => {
    const mutants = [mutant("a", "Survived"), mutant("a", "Survived", 2), mutant("b", "Killed")];
    const verdict = judge(mutants, [listed("a", 2)]);
    assert.deepEqual(verdict.survivors, [mutants[0]]);
    assert.deepEqual(verdict.equivalents, [{ ...mutants[1], reason: "because" }]);
    assert.deepEqual(verdict.stale, []);
    assert.equal(survivalRate(verdict), 50);
  });

  it("names entries of the list that a test kills now or that are nowhere in the source", () => {
    const list = [listed("killed"), listed("gone"), listed("alive", 2)];
    assert.deepEqual(judge([mutant("killed", "Killed"), mutant("alive", "Survived")], list).stale, list);
  });
});

describe("report of mutants", () => {
  it("is read with the source that each stands for, and counted by what it changes", () => {
    const source = "const a = [true, true];\nfunction b() {\n  return\n    1;\n}\n";
    const at = (start: [number, number], end: [number, number], replacement: string, status: string) => ({
      location: { start: { line: start[0], column: start[1] }, end: { line: end[0], column: end[1] } },
      replacement,
      status,
    });
    const mutants = [
      at([2, 14], [5, 2], "{}", "Survived"),
      at([1, 18], [1, 22], "false", "Survived"),
      at([1, 12], [1, 16], "false", "Killed"),
    ];
    const file = "notation/a.ts";
    assert.deepEqual(mutantsOf({ files: { [`components/${file}`]: { source, mutants } } }), [
      { file, original: "true", replacement: "false", occurrence: 1, line: 1, status: "Killed" },
      { file, original: "true", replacement: "false", occurrence: 2, line: 1, status: "Survived" },
      { file, original: "{ return 1; }", replacement: "{}", occurrence: 1, line: 2, status: "Survived" },
    ]);
  });
});
