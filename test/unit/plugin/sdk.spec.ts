import assert from "node:assert/strict";
import * as sdk from "../../../plugin/sdk";

describe("what the plugin takes of Pulumi's SDK without a declaration", () => {
  for (const [name, value] of Object.entries(sdk)) {
    it(`has ${name}`, () => {
      assert.equal(typeof value, "function");
    });
  }
});
