import * as assert from "node:assert/strict";
import { flinkConfigurationPath, formatProblem } from "../../../components/validation/problem";

describe("problems", () => {
  const problem = {
    rule: "some.rule",
    path: "highAvailability.leaseDuration",
    value: "5 s",
    allowed: "more than 10 s",
    fix: "Raise it.",
  };

  it("are printed with path, value, allowed, fix and rule", () => {
    assert.equal(
      formatProblem(problem),
      [
        'highAvailability.leaseDuration: "5 s"',
        "  allowed: more than 10 s",
        "  fix: Raise it.",
        "  rule: some.rule",
      ].join("\n"),
    );
  });

  it("tell a missing value from an empty one", () => {
    assert.match(formatProblem({ ...problem, value: undefined }), /^highAvailability\.leaseDuration: not set\n/);
    assert.match(formatProblem({ ...problem, value: "" }), /^highAvailability\.leaseDuration: ""\n/);
  });

  it("name a Flink key by its place in flinkConfiguration", () => {
    assert.equal(flinkConfigurationPath("a.b"), 'flinkConfiguration["a.b"]');
  });
});
