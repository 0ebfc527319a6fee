import * as assert from "node:assert/strict";
import { eachMustMatch, type Form, mustBeWhole, mustMatch } from "../../../components/validation/forms";

const FORM: Form = { pattern: /^[a-z]+$/, longest: 3, allowed: "three letters", fix: "Shorten it." };

describe("a form", () => {
  it("accepts what matches it, and what is not given", () => {
    for (const text of ["a", "abc", undefined]) assert.equal(mustMatch(FORM, "path", text), undefined);
  });

  it("refuses what does not match it or is too long", () => {
    for (const value of ["", "A", "abcd", "a\n"])
      assert.deepEqual(mustMatch(FORM, "path", value), {
        path: "path",
        value,
        allowed: "three letters",
        fix: "Shorten it.",
      });
  });

  it("may suggest another text", () => {
    const fix = (text: string) => `Write ${text.toLowerCase()}.`;
    assert.equal(mustMatch({ ...FORM, fix }, "path", "AB")?.fix, "Write ab.");
  });

  it("holds for each text of a list", () => {
    const wrong = eachMustMatch(FORM, "list", ["a", "B", "c", "D"]);
    assert.deepEqual(
      wrong.map(({ path, value }) => [path, value]),
      [
        ["list[1]", "B"],
        ["list[3]", "D"],
      ],
    );
    assert.deepEqual(eachMustMatch(FORM, "list", undefined), []);
  });
});

describe("a whole number", () => {
  it("is accepted within its bounds, and where it is not given", () => {
    for (const value of [2, 3, 4, undefined]) assert.equal(mustBeWhole("path", value, 2, 4), undefined);
    assert.equal(mustBeWhole("path", Number.MAX_SAFE_INTEGER, 2), undefined);
  });

  it("is refused elsewhere", () => {
    for (const value of [1, 5, 2.5, NaN])
      assert.deepEqual(mustBeWhole("path", value, 2, 4), {
        path: "path",
        value,
        allowed: "a whole number from 2 to 4",
        fix: "Set path to a whole number from 2 to 4, or leave it out.",
      });
    assert.equal(mustBeWhole("path", Infinity, 2)?.allowed, "a whole number from 2 up");
  });
});
