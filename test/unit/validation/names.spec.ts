import * as assert from "node:assert/strict";
import { clusterIdProblems, namespaceProblems, objectNameProblems } from "../../../components/validation/names";

describe("names", () => {
  const accepted: [check: (value: string, path: string) => unknown[], values: string[]][] = [
    [clusterIdProblems, ["a", "orders", "orders-2", "a".repeat(38)]],
    [namespaceProblems, ["a", "0", "flink-dev", "1-team", "a".repeat(63)]],
    [objectNameProblems, ["a", "s3-credentials", "a.b-c.0", `${"a".repeat(126)}.${"b".repeat(126)}`]],
  ];
  for (const [check, values] of accepted) {
    it(`${check.name} accepts proper names`, () => {
      for (const value of values) assert.deepEqual(check(value, "name"), [], value);
    });
  }

  const refused: [
    check: typeof objectNameProblems,
    rule: string,
    longest: string,
    suggestions: Record<string, string>,
  ][] = [
    [
      clusterIdProblems,
      "names.cluster-id",
      "at most 38 ",
      {
        "": "my-cluster",
        Orders: "orders",
        "2nd": "nd",
        my_job: "my-job",
        "job-": "job",
        "-job": "job",
        "a.b": "a-b",
        ["a".repeat(39)]: "a".repeat(38),
        日本: "my-cluster",
      },
    ],
    [
      namespaceProblems,
      "names.namespace",
      "at most 63 ",
      { "": "flink", "Team A": "team-a", "a.b": "a-b", "-a": "a", ["a".repeat(64)]: "a".repeat(63) },
    ],
    [
      objectNameProblems,
      "names.object-name",
      "at most 253 ",
      {
        "": "my-name",
        s3_credentials: "s3-credentials",
        "a..b": "a.b",
        "a-.b": "a.b",
        ".a.": "a",
        ["a".repeat(254)]: "a".repeat(253),
      },
    ],
  ];
  for (const [check, rule, longest, suggestions] of refused) {
    for (const [value, suggestion] of Object.entries(suggestions)) {
      it(`${check.name} refuses "${value}" and suggests "${suggestion}"`, () => {
        const [problem, ...others] = check(value, "some.path");
        assert.deepEqual(others, []);
        assert.equal(problem.rule, rule);
        assert.equal(problem.path, "some.path");
        assert.equal(problem.value, value);
        assert.ok(problem.allowed.startsWith(longest), problem.allowed);
        assert.equal(problem.fix, `Name it differently, for example "${suggestion}".`);
        assert.deepEqual(check(suggestion, "some.path"), []);
      });
    }
  }

  it("does not take a line break at the end for the end", () => {
    assert.equal(clusterIdProblems("orders\n").length, 1);
  });

  it("names the usual properties unless told otherwise", () => {
    assert.equal(clusterIdProblems("X")[0].path, "clusterId");
    assert.equal(namespaceProblems("X")[0].path, "namespace");
  });
});
