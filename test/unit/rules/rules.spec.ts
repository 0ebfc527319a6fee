import * as assert from "node:assert/strict";
import { argumentProblems } from "../../../components/rules/refuse";
import { MINIMAL, REFUSED } from "./cases";

describe("rules", () => {
  for (const { args, ...problem } of REFUSED) {
    it(`${problem.rule} refuses ${problem.path}: ${JSON.stringify(problem.value)}`, () => {
      assert.deepEqual(argumentProblems("demo", { ...MINIMAL, ...args }, []), [problem]);
    });
  }
});
