import assert from "node:assert/strict";
import { asStepError } from "../../../../commands/lib/runCommand";
import { OperationError } from "../../../../operations/errors";
import { describeFailure } from "../../../../toolchain/steps";

describe("a failure that ends a command", () => {
  it("tells what an operation could not do, and what to do about it", () => {
    const error = new OperationError({ what: "there is no bucket b", todo: "Make it." });
    assert.equal(describeFailure(asStepError(error)), "Failed: there is no bucket b\nWhat to do: Make it.");
  });
  it("stays what it is when it is another", () => {
    const error = new Error("a fault in the program");
    assert.equal(asStepError(error), error);
  });
});
