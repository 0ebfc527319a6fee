import * as assert from "node:assert/strict";
import { committed, GENERATED, stale } from "../../generated/generated";
import { objectFile, PROGRAMS, rendered } from "../../generated/objects";

describe("objects that a program registers", () => {
  for (const program of PROGRAMS) {
    it(`are those of ${objectFile(program)} (npm run generate writes it)`, async () => {
      assert.equal(await rendered(program), committed(objectFile(program)));
    });
  }

  it("have a file each, and no file has lost its program", () => {
    const objects = GENERATED.find(({ name }) => name === "objects")!;
    const files = Object.fromEntries(PROGRAMS.map((program) => [objectFile(program), committed(objectFile(program))!]));
    assert.deepEqual(stale(objects, files), []);
  });
});
