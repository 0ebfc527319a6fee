import * as assert from "node:assert/strict";
import { describe as parts } from "../../generated/description";
import { OPTIONAL_ARGUMENTS } from "../../generated/packageSchema";
import { computedDefault, EXPECTED, NOT_COMPUTED } from "./expectedDefaults";

const OPTIONAL = OPTIONAL_ARGUMENTS.map((argument) => ({
  ...argument,
  says: parts(argument.property.description).default,
}));

describe("documented defaults", () => {
  it("are there for every optional argument", () => {
    assert.ok(OPTIONAL.length > 50);
    assert.deepEqual(
      OPTIONAL.filter(({ says }) => says === undefined).map(({ path }) => path),
      [],
    );
  });

  it("are compared by tables without an argument that does not exist", () => {
    const paths = OPTIONAL.map(({ path }) => path);
    assert.deepEqual(
      [...Object.keys(EXPECTED), ...Object.keys(NOT_COMPUTED)].filter((path) => !paths.includes(path)),
      [],
    );
  });

  for (const { path, property, says = "" } of OPTIONAL) {
    const notComputed = NOT_COMPUTED[path];
    it(`${path}: ${says}${notComputed ? `, not computed: ${notComputed.because}` : ""}`, async () => {
      // What follows "none" says what that means.
      const said = says.replace(/^none[,:] .*$/, "none");
      if (notComputed) assert.equal(says, notComputed.says);
      else assert.equal(said, await computedDefault({ path, property }));
    });
  }
});
