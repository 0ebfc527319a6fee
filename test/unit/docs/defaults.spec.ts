import * as assert from "node:assert/strict";
import { describe as parts } from "../../generated/description";
import { COMPONENTS, group, type Properties, type Property, reference } from "../../generated/packageSchema";
import { EXPECTED, inSpec, literal, NOT_COMPUTED } from "./expectedDefaults";

/** An optional argument with what its documentation says of its default. */
interface Optional {
  readonly path: string;
  readonly property: Property;
  readonly says?: string;
}

/** Every optional argument of a component, by path. */
function optional(properties: Properties, parent: string): Optional[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${parent}.${name}`;
    const below = optional(group(reference(property)) ?? {}, path);
    return property.optional ? [{ path, property, says: parts(property.description).default }, ...below] : below;
  });
}

const OPTIONAL = COMPONENTS.flatMap(({ name, inputProperties }) => optional(inputProperties, name));

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
      else if (path in EXPECTED) assert.equal(said, await EXPECTED[path]());
      else {
        const found = inSpec(path);
        assert.ok(found, "no spec has it: add it to test/unit/docs/expectedDefaults.ts");
        assert.equal(said, literal(found.value, reference(property)));
      }
    });
  }
});
