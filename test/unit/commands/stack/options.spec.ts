import assert from "node:assert/strict";
import { stackOptions } from "../../../../commands/stack/options";

describe("options of commands", () => {
  it("default to stack dev on the sandbox", () =>
    assert.deepEqual(stackOptions([]), { context: undefined, stack: "dev" }));
  it("name a stack after the context", () => {
    assert.deepEqual(stackOptions(["--context", "arn:aws:eks:eu-west-1:1:cluster/x"]), {
      context: "arn:aws:eks:eu-west-1:1:cluster/x",
      stack: "arn-aws-eks-eu-west-1-1-cluster-x",
    });
  });
  it("take a stack", () =>
    assert.deepEqual(stackOptions(["--context", "a", "--stack", "prod"]), { context: "a", stack: "prod" }));
  it("refuse anything else", () => assert.throws(() => stackOptions(["--contxt", "a"]), /--contxt/));
});
