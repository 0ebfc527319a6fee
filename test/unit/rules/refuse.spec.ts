import * as assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import {
  argumentProblems,
  refuseInvalid,
  refuseInvalidImage,
  refuseKnownInvalid,
} from "../../../components/rules/refuse";
import { MINIMAL, type RefusedCase } from "./cases";
import { storage } from "./cases/case";

type Args = Parameters<typeof refuseKnownInvalid>[1];

/** What the function throws; fails where it does not. */
function thrown(action: () => unknown): pulumi.InputPropertiesError {
  try {
    action();
  } catch (error) {
    assert.ok(pulumi.InputPropertiesError.isInstance(error));
    return error;
  }
  assert.fail("nothing was thrown");
}

function args(changed: RefusedCase["args"]): Args {
  return { ...MINIMAL, ...changed } as Args;
}

describe("refusing arguments", () => {
  it("gives all problems in one error", () => {
    const error = thrown(() =>
      refuseKnownInvalid(
        "demo",
        args({ namespace: "Flink", generation: "2", image: "job", jobManager: { replicas: 0 } }),
      ),
    );
    assert.deepEqual(
      error.errors.map(({ propertyPath }) => propertyPath),
      ["generation", "namespace", "image", "jobManager.replicas"],
    );
    assert.match(error.message, /^FlinkCluster "demo": 4 problems, nothing was created\.\n/);
    // Pulumi prints a program's failure by inspection.
    assert.equal(inspect(error), error.message);
  });

  it("writes each problem as path, value, allowed, fix and rule", () => {
    const error = thrown(() => refuseKnownInvalid("demo", args({ generation: 0 })));
    const lines = [
      "generation: 0",
      "  allowed: a whole number from 1 to 9999",
      "  fix: Set generation to a whole number from 1 to 9999, or leave it out.",
      "  rule: flink-cluster.generation",
    ].join("\n");
    assert.equal(error.message, `FlinkCluster "demo": 1 problem, nothing was created.\n${lines}`);
    assert.deepEqual(error.errors, [{ propertyPath: "generation", reason: lines }]);
  });

  it("leaves out the rules that read a value of the wrong shape, and only these", () => {
    // A version that YAML reads as a number decides Flink keys elsewhere.
    const problems = argumentProblems(
      "demo",
      args({ flinkVersion: 2.3, checkpoints: { retained: 0 }, flinkConfiguration: { "rest.port": "1" } }),
      [],
    );
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ["shape.type", "checkpoints.retained"],
    );
  });

  it("never throws anything else, whatever the shape", () => {
    const wrong = [null, 5, "text", true, [], {}, [null], { key: null }];
    for (const key of Object.keys(MINIMAL).concat(
      "access",
      "checkpoints",
      "flinkConfiguration",
      "highAvailability",
      "jobManager",
      "taskManager",
      "labels",
    )) {
      for (const value of wrong)
        assert.ok(
          Array.isArray(argumentProblems("demo", { ...MINIMAL, [key]: value }, [])),
          `${key}: ${JSON.stringify(value)}`,
        );
    }
    for (const value of wrong) assert.notDeepEqual(argumentProblems("demo", value, []), []);
  });

  it("shows no secret, under whatever key it was given", () => {
    const misplaced = {
      storage: storage({
        uri: "s3://AKIA:hidden@bucket/x",
        secretAccessKey: "hidden",
        options: { "aws.secretKey": "hidden", "s3.access-key": "hidden" },
      }),
      flinkConfiguration: { "s3.secret-key": "hidden", "fs.s3a.access.key": "hidden" },
    };
    const { message } = thrown(() => refuseKnownInvalid("demo", args(misplaced)));
    assert.doesNotMatch(message, /hidden/);
    for (const path of [
      "storage.uri",
      "storage.secretAccessKey",
      'storage.options["aws.secretKey"]',
      'storage.options["s3.access-key"]',
      'flinkConfiguration["s3.secret-key"]',
    ]) {
      assert.ok(message.includes(`\n${path}: "(not shown`), path);
    }
  });
});

describe("refusing Outputs", () => {
  const bad = {
    generation: 0,
    namespace: "Flink",
    image: "job",
    job: { entryClass: "a-b" },
    storage: { uri: "file:///tmp", endpoint: "nowhere" },
  };
  const hidden = {
    generation: pulumi.output(0),
    namespace: Promise.resolve("Flink"),
    image: pulumi.output("job"),
    job: { entryClass: pulumi.output("a-b") },
    storage: pulumi.output(bad.storage),
  };

  it("does not happen while they are unknown", () => {
    refuseKnownInvalid("demo", hidden);
  });

  it("does not hide what is known beside them", () => {
    const error = thrown(() =>
      refuseKnownInvalid("demo", { ...hidden, storage: { uri: pulumi.output("file:///tmp"), endpoint: "nowhere" } }),
    );
    assert.deepEqual(
      error.errors.map(({ propertyPath }) => propertyPath),
      ["storage.endpoint"],
    );
  });

  it("happens once they are known", () => {
    const { image, ...rest } = bad;
    const error = thrown(() => refuseInvalid("demo", rest));
    assert.deepEqual(
      error.errors.map(({ propertyPath }) => propertyPath),
      ["namespace", "generation", "job.entryClass", "storage.uri", "storage.endpoint"],
    );
    assert.match(error.message, /^FlinkCluster "demo": 5 problems, no pod was created or changed\.\n/);
    assert.match(thrown(() => refuseInvalidImage("demo", image)).message, /rule: image\.reference$/);
  });

  it("happens where an image turns out to be missing", () => {
    const { message } = thrown(() => refuseInvalidImage("demo", undefined as unknown as string));
    assert.match(message, /^FlinkCluster "demo": 1 problem, no pod was created or changed\.\nimage: not set\n/);
  });

  it("passes on what is right", () => {
    const { image, ...rest } = MINIMAL;
    assert.equal(refuseInvalid("demo", rest), rest);
    assert.equal(refuseInvalidImage("demo", image), image);
  });
});
