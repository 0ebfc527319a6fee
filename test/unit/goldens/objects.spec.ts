import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { goldenFile, PROGRAMS, rendered } from "../../goldens/programs";

describe("objects that a program registers", () => {
  for (const program of PROGRAMS) {
    it(`are those of test/goldens/objects/${program.name}.json (npm run goldens writes it)`, async () => {
      assert.equal(await rendered(program), readFileSync(goldenFile(program), "utf8"));
    });
  }

  it("have a file each, and no file has lost its program", () => {
    assert.deepEqual(
      readdirSync(dirname(goldenFile(PROGRAMS[0]))).sort(),
      PROGRAMS.map((program) => basename(goldenFile(program))).sort(),
    );
  });
});
