import assert from "node:assert/strict";
import { OperationError } from "../../../operations/errors";
import { type Condition, waitFor } from "../../../operations/wait";

/** Looks at one answer after the other; an error among them is thrown. */
function answers(...each: unknown[]): Condition<string> & { looks: () => number } {
  let looks = 0;
  return {
    what: "the answer",
    seconds: 0.05,
    everyMs: 1,
    todo: "Look at the log.",
    looks: () => looks,
    look: async () => {
      const answer = each[Math.min(looks++, each.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer as string | undefined;
    },
  };
}

describe("waiting", () => {
  it("ends with the value that is looked for", async () =>
    assert.equal(await waitFor(answers(undefined, undefined, "there")), "there"));

  it("goes on after errors, those of fields that are not there yet included", async () =>
    assert.equal(await waitFor(answers(new Error("refused"), new TypeError("no metadata"), "there")), "there"));

  it("fails with the last error, and what to do", async () => {
    await assert.rejects(waitFor(answers(new Error("first"), new Error("refused"))), (error: OperationError) => {
      assert.ok(error instanceof OperationError);
      assert.equal(error.what, "waited 0.05 s for the answer: refused");
      assert.equal(error.todo, "Look at the log.");
      return true;
    });
  });

  it("fails when the value never comes", () =>
    assert.rejects(waitFor(answers(undefined)), /waited 0\.05 s for the answer: not there yet/));

  it("ends at once when it is known that it never will", async () => {
    const never = new OperationError({ what: "the process has ended", todo: "Start it." });
    const condition = answers(undefined, never, "there");
    await assert.rejects(waitFor(condition), (error) => error === never);
    assert.equal(condition.looks(), 2);
  });
});
