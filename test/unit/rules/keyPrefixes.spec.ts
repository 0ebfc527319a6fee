import * as assert from "node:assert/strict";
import { DEPRECATED_PARENTS, keyPrefixProblems } from "../../../components/rules/keyPrefixes";

describe("key prefixes", () => {
  it("accepts keys that only look alike", () => {
    assert.deepEqual(
      keyPrefixProblems({
        "s3.endpoint": "http://store",
        "s3.endpoint-region": "a",
        "s3.path.style.access": "true",
        "high-availability.type": "kubernetes",
        toString: "x",
      }),
      [],
    );
  });

  it("refuses a key with others below it, and lists all of them", () => {
    const configuration = { "a.b.c.d": 1, "a.b": true, "a.b.c": "x", "a.bc": "y" };
    assert.deepEqual(keyPrefixProblems(configuration), [
      {
        rule: "flink-configuration.key-prefix-collision",
        path: 'flinkConfiguration["a.b"]',
        value: true,
        allowed:
          'a key without others below it, but there is also flinkConfiguration["a.b.c"], flinkConfiguration["a.b.c.d"]',
        fix: 'Remove flinkConfiguration["a.b"], or every key below it, or use another spelling of the option that Flink knows.',
      },
      {
        rule: "flink-configuration.key-prefix-collision",
        path: 'flinkConfiguration["a.b.c"]',
        value: "x",
        allowed: 'a key without others below it, but there is also flinkConfiguration["a.b.c.d"]',
        fix: 'Remove flinkConfiguration["a.b.c"], or every key below it, or use another spelling of the option that Flink knows.',
      },
    ]);
  });

  it("refuses a deprecated parent even alone, and names its successor", () => {
    assert.deepEqual(
      keyPrefixProblems({ "high-availability": "kubernetes" }, (key) => key),
      [
        {
          rule: "flink-configuration.deprecated-parent-key",
          path: "high-availability",
          value: "kubernetes",
          allowed: "high-availability.type instead",
          fix: "Rename high-availability to high-availability.type.",
        },
      ],
    );
  });

  it("says only once that a deprecated parent must be renamed", () => {
    const problems = keyPrefixProblems({ "state.backend": "rocksdb", "state.backend.incremental": "true" });
    assert.deepEqual(
      problems.map((problem) => problem.rule),
      ["flink-configuration.deprecated-parent-key"],
    );
  });

  it("knows successors that are below their parent", () => {
    for (const [parent, successor] of Object.entries(DEPRECATED_PARENTS)) assert.ok(successor.startsWith(`${parent}.`));
  });
});
