import * as assert from "node:assert/strict";
import { mustMatch } from "../../../components/validation/forms";
import { BUCKET, CLUSTER_ID, NAMESPACE, OBJECT_NAME } from "../../../components/validation/names";

/** Forms of names: what they accept, how long it may be, and what they suggest instead of what they refuse. */
const FORMS = {
  "a cluster id": {
    form: CLUSTER_ID,
    longest: 38,
    accepted: ["a", "orders", "orders-2", "a".repeat(38)],
    suggestions: {
      "": "my-cluster",
      Orders: "orders",
      "2nd": "nd",
      "10th": "th",
      my_job: "my-job",
      "my  job": "my-job",
      "my...job": "my-job",
      "job-": "job",
      "job--": "job",
      "-job": "job",
      "a.b": "a-b",
      ["a".repeat(39)]: "a".repeat(38),
      日本: "my-cluster",
      "orders\n": "orders",
    },
  },
  "a namespace": {
    form: NAMESPACE,
    longest: 63,
    accepted: ["a", "0", "flink-dev", "1-team", "a".repeat(63)],
    suggestions: {
      "": "flink",
      "Team A": "team-a",
      "a.b": "a-b",
      "-a": "a",
      "--a": "a",
      ["a".repeat(64)]: "a".repeat(63),
    },
  },
  "the name of an object": {
    form: OBJECT_NAME,
    longest: 253,
    accepted: ["a", "s3-credentials", "a.b-c.0", `${"a".repeat(126)}.${"b".repeat(126)}`],
    suggestions: {
      "": "my-name",
      s3_credentials: "s3-credentials",
      "a..b": "a.b",
      "a-.b": "a.b",
      "a--.b": "a.b",
      "--a": "a",
      ".a.": "a",
      ["a".repeat(254)]: "a".repeat(253),
    },
  },
};

for (const [name, { form, longest, accepted, suggestions }] of Object.entries(FORMS)) {
  describe(name, () => {
    it("is accepted where Kubernetes takes it", () => {
      for (const text of accepted) assert.equal(mustMatch(form, "path", text), undefined, text);
    });

    it("says how long it may be", () => {
      assert.ok(form.allowed.startsWith(`at most ${longest} `), form.allowed);
    });

    for (const [text, suggestion] of Object.entries(suggestions)) {
      it(`is not ${JSON.stringify(shortened(text))}, but could be "${shortened(suggestion)}"`, () => {
        const problem = mustMatch(form, "path", text);
        assert.equal(problem?.fix, `Name it differently, for example "${suggestion}".`);
        assert.equal(mustMatch(form, "path", suggestion), undefined);
      });
    }
  });
}

describe("the name of a bucket", () => {
  it("is accepted where S3 takes it, dots included", () => {
    for (const name of ["abc", "0a9", "state.shop-1.example", "b".repeat(63)])
      assert.equal(mustMatch(BUCKET, "path", name), undefined, name);
  });

  for (const value of ["", "ab", "b".repeat(64), "-state", "state-", ".state", "State", "state/folder", "s3://state"]) {
    it(`is not ${JSON.stringify(shortened(value))}`, () => {
      assert.deepEqual(mustMatch(BUCKET, "path", value), {
        path: "path",
        value,
        allowed: "a bucket of 3 to 63 lower case letters, digits, '.' and '-'",
        fix: "Give the bucket's name alone, without scheme, ARN and folder.",
      });
    });
  }
});

function shortened(text: string): string {
  return text.length > 20 ? `${text[0]} x ${text.length}` : text;
}
