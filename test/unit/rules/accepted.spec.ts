import * as assert from "node:assert/strict";
import { argumentProblems } from "../../../components/rules/refuse";
import { ACCEPTED, MINIMAL } from "./cases";

describe("rules accept", () => {
  for (const [title, args] of Object.entries(ACCEPTED)) {
    it(title, () => assert.deepEqual(argumentProblems("demo", { ...MINIMAL, ...args }, []), []));
  }
});
