import * as assert from "node:assert/strict";
import { type Findings, rule, ruleOfKinds } from "../../../components/validation/rule";

const FINDING = { path: "a", value: 1, allowed: "2", fix: "Set a to 2." };

function found(findings: Findings): unknown {
  return rule("group.name", "What is refused.", ["a"], () => findings).check({});
}

describe("a declared rule", () => {
  it("gives what its check finds under its id", () => {
    assert.deepEqual(found(FINDING), [{ rule: "group.name", ...FINDING }]);
    assert.deepEqual(found([FINDING, false, [{ ...FINDING, path: "b" }]]), [
      { rule: "group.name", ...FINDING },
      { rule: "group.name", ...FINDING, path: "b" },
    ]);
  });

  it("gives nothing where its check finds nothing", () => {
    for (const nothing of [undefined, false, [], [undefined, []]] as Findings[]) assert.deepEqual(found(nothing), []);
  });

  it("tells paths that it reads from those of which it asks only whether they are given", () => {
    const { reads, asksFor } = rule("group.name", "What is refused.", ["a", "b.c?"], () => undefined);
    assert.deepEqual({ reads, asksFor }, { reads: ["a"], asksFor: ["b.c"] });
  });

  it("may give several ids, but throws on one that it does not declare", () => {
    const declared = { "group.one": "One.", "group.two": "Two." };
    const giving = (id: string) => ruleOfKinds(declared, ["a"], () => [{ rule: id, ...FINDING }]);
    assert.deepEqual(giving("group.two").check({}), [{ rule: "group.two", ...FINDING }]);
    assert.throws(() => giving("group.three").check({}), /gave group\.three, but declares group\.one, group\.two$/);
  });
});
