import * as assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../../components/validation/problem";
import { rule } from "../../../components/validation/rule";
import { problemsOf, refuse, type Validation } from "../../../components/validation/validation";

const ARGS = {
  namespace: "flink",
  image: "registry.example/job:1.0",
  job: { entryClass: "com.example.Job" },
  storage: { uri: "s3://bucket/flink" },
};
const FINDING = { path: "generation", value: 3, allowed: "2", fix: "Set generation to 2." };

function validation(...found: object[]): Validation<object> {
  return {
    component: "FlinkCluster",
    rules: found.map((other, index) =>
      rule(`group.rule-${index}`, "What is refused.", ["generation"], () => ({ ...FINDING, ...other })),
    ),
    subject: (name, args, unknown) => ({ name, args, unknown }),
  };
}

/** What a rule is refused with a value at a path, as errors show it. */
function shown(path: string, value: unknown): unknown {
  const [problem] = problemsOf(validation({ path, value }), "demo", ARGS, []);
  return problem.value;
}

describe("the problems of arguments", () => {
  it("are those of their shape, then those of the rules in their order", () => {
    const problems = problemsOf(validation({}, { path: "labels" }), "demo", { ...ARGS, typo: 1 }, []);
    assert.deepEqual(
      problems.map(({ rule, path }) => [rule, path]),
      [
        ["shape.unknown-property", "typo"],
        ["group.rule-0", "generation"],
        ["group.rule-1", "labels"],
      ],
    );
  });

  it("are found in name, arguments and what is unknown of them", () => {
    const subjects: object[] = [];
    const declared = rule<object>("group.name", "What is refused.", [], (subject) => void subjects.push(subject));
    problemsOf({ ...validation(), rules: [declared] }, "demo", ARGS, ["image"]);
    assert.deepEqual(subjects, [{ name: "demo", args: ARGS, unknown: ["image"] }]);
  });

  it("do not come from rules that read what is unknown or has the wrong shape", () => {
    assert.deepEqual(problemsOf(validation({}), "demo", ARGS, ["generation"]), []);
    const problems = problemsOf(validation({}), "demo", { ...ARGS, generation: "3" }, []);
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ["shape.type"],
    );
  });

  it("are computed without a subject where no rule can be checked", () => {
    const subject = () => assert.fail("nobody looks at the subject");
    assert.deepEqual(problemsOf({ ...validation({}), subject }, "demo", ARGS, ["generation"]), []);
    const anywhere = rule("group.name", "What is refused.", [], () => FINDING);
    const problems = problemsOf({ ...validation(), rules: [anywhere], subject }, "demo", null, []);
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ["shape.type"],
    );
  });

  it("do not show the values of keys that are those of secrets", () => {
    assert.equal(shown('flinkConfiguration["s3.secret-key"]', "hidden"), "(not shown)");
    assert.equal(shown('labels["team"]', "orders"), "orders");
    assert.equal(shown('labels["token"].length', 5), 5);
    assert.equal(shown('flinkConfiguration["s3.secret-key"]', undefined), undefined);
    assert.equal(shown("storage.credentialsSecret", "keys"), "keys");
  });
});

describe("refusing", () => {
  const problem: Problem = { rule: "group.name", ...FINDING };
  const block = "generation: 3\n  allowed: 2\n  fix: Set generation to 2.\n  rule: group.name";

  function refused(problems: Problem[]): pulumi.InputPropertiesError {
    try {
      refuse("S3StateStorage", "demo", problems, "nothing was created");
    } catch (error) {
      assert.ok(pulumi.InputPropertiesError.isInstance(error));
      return error;
    }
    assert.fail("nothing was thrown");
  }

  it("needs a problem", () => refuse("FlinkCluster", "demo", [], "nothing was created"));

  it("counts the problems and says what follows", () => {
    const one = refused([problem]);
    assert.equal(one.message, `S3StateStorage "demo": 1 problem, nothing was created.\n${block}`);
    const two = refused([problem, problem]);
    assert.equal(two.message, `S3StateStorage "demo": 2 problems, nothing was created.\n${block}\n${block}`);
  });

  it("tells the engine the path and the reason of each problem", () => {
    assert.deepEqual(refused([problem]).errors, [{ propertyPath: "generation", reason: block }]);
  });

  it("prints the problems where the error is inspected, and nothing else", () => {
    const error = refused([problem]);
    assert.equal(inspect(error), error.message);
  });
});
