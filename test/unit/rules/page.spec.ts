import * as assert from "node:assert/strict";
import { committed } from "../../generated/generated";
import { rulesPage } from "../../generated/rulesPage";

// Apart from the other pages: the mutation table runs it with the specs of the rules, which record no program.
describe("docs/rules.md", () => {
  it("is what the declarations of the rules say (npm run generate writes it)", () => {
    assert.equal(committed("docs/rules.md"), rulesPage());
  });
});
