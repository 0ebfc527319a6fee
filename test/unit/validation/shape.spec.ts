import * as assert from "node:assert/strict";
import { shapeProblems } from "../../../components/validation/shape";

const ARGS = {
  namespace: "flink",
  image: "registry.example/job:1.0",
  job: { entryClass: "com.example.Job" },
  storage: { uri: "s3://bucket/flink" },
};

/** What is wrong with the shape of a cluster's arguments. */
function wrong(args: object, unknown: string[] = []): string[] {
  return shapeProblems("FlinkCluster", { ...ARGS, ...args }, unknown).map(({ rule, path }) => `${rule}: ${path}`);
}

describe("the shape of arguments", () => {
  it("is right where only what must be given is given", () => assert.deepEqual(wrong({}), []));

  it("is that of an object", () => {
    for (const value of [null, undefined, 5, "text", [ARGS]]) {
      assert.deepEqual(shapeProblems("FlinkCluster", value, []), [
        { rule: "shape.type", path: "args", value, allowed: "an object", fix: "Give the arguments as an object." },
      ]);
    }
  });

  it("is that of the component's own arguments", () => {
    const problems = shapeProblems("S3StateStorage", {}, []);
    assert.deepEqual(
      problems.map(({ rule, path }) => [rule, path]),
      [
        ["shape.required", "cluster"],
        ["shape.required", "identity"],
      ],
    );
  });

  it("does not suffer from what is left undefined", () => {
    const missing = { jobManager: { replicas: undefined }, labels: { team: undefined }, typo: undefined };
    assert.deepEqual(wrong({ ...missing, job: { ...ARGS.job, arguments: ["--a", undefined] } }), []);
  });

  it("does not suffer from what is unknown, or in what is unknown", () => {
    assert.deepEqual(wrong({ image: undefined }), ["shape.required: image"]);
    assert.deepEqual(wrong({ image: undefined }, ["image"]), []);
    assert.deepEqual(wrong({ storage: {} }, ["storage"]), []);
  });

  it("is wrong in each place on its own", () => {
    assert.deepEqual(
      wrong({ typo: 1, job: { ...ARGS.job, arguments: [1, "--b", 2] }, labels: { team: 1, "a.b": 2 } }),
      [
        "shape.type: job.arguments[0]",
        "shape.type: job.arguments[2]",
        "shape.unknown-property: typo",
        "shape.type: labels.team",
        'shape.type: labels["a.b"]',
      ],
    );
  });

  it("does not have what every object has", () =>
    assert.deepEqual(wrong({ toString: "text" }), ["shape.unknown-property: toString"]));

  it("gives an example of a text only where one can be told from the value", () => {
    const fixOf = (flinkVersion: unknown) =>
      shapeProblems("FlinkCluster", { ...ARGS, flinkVersion }, []).map(({ fix }) => fix);
    assert.deepEqual(fixOf(2.3), ['Give flinkVersion as a string, for example "2.3".']);
    assert.deepEqual(fixOf(true), ['Give flinkVersion as a string, for example "true".']);
    for (const value of [{}, ["2.3"], null]) assert.deepEqual(fixOf(value), ["Give flinkVersion as a string."]);
  });
});
