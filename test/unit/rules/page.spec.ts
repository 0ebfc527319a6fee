import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { RULES_PAGE, rulesPage } from "../../generated/rulesPage";

describe("docs/rules.md", () => {
  it("is what the declarations of the rules say", () => {
    assert.equal(readFileSync(RULES_PAGE, "utf8"), rulesPage());
  });
});
