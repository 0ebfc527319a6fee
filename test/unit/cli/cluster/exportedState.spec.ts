import assert from "node:assert/strict";
import { exportState } from "../../../../cli/cluster/exportedState";

describe("the state of a stack", () => {
  it("is not read without a pulumi on PATH", async () => {
    const before = process.env.PATH;
    process.env.PATH = "";
    try {
      await assert.rejects(
        exportState({ name: "dev" }),
        (error: Error & { todo: string }) =>
          error.message === "there is no pulumi on PATH" &&
          error.todo.includes("--context, --namespace and --cluster-id"),
      );
    } finally {
      process.env.PATH = before;
    }
  });
});
