import * as assert from "node:assert/strict";
import { differences } from "../../contracts/compare";
import type { Contracts } from "../../contracts/contracts";
import { schemaContract } from "../../contracts/schemaContract";
import { type PackageSchema, SCHEMA } from "../../generated/packageSchema";

const POD = "flink:index:Thing$kubernetes:core/v1:Pod::<name>-pod";
const WAS: Contracts = {
  schema: {
    Thing: "component",
    "Thing.size": "number, optional",
    "output Thing.url": "string, required",
    "Level.Low": "low",
  },
  children: { [POD]: { small: "a1", large: "b1" } },
  defaults: { "Thing.size": "`1`" },
  rules: ["thing.size"],
};

/** The lines, with an exclamation mark in front of what is breaking. */
function found(now: Partial<Contracts>, was = WAS): string[] {
  return differences(was, { ...was, ...now }).map(
    ({ change, area, key, says, breaking }) =>
      `${breaking ? "!" : ""}${change} ${area} ${key}${says === "" ? "" : `: ${says}`}`,
  );
}

describe("differences between contracts", () => {
  it("are none between equal ones", () => {
    assert.deepEqual(found({}), []);
  });

  const { schema } = WAS;
  const cases: Record<string, [now: Partial<Contracts>, differences: string[]]> = {
    "a type": [
      { schema: { ...schema, "Thing.size": "string, optional" } },
      ["!changed schema Thing.size: number, optional is now string, optional"],
    ],
    "a value of an enum": [
      { schema: { ...schema, "Level.Low": "LOW" } },
      ["!changed schema Level.Low: low is now LOW"],
    ],
    "a new optional argument": [
      { schema: { ...schema, "Thing.colour": "string, optional" } },
      ["added schema Thing.colour: string, optional"],
    ],
    "a new required argument, which programs lack": [
      { schema: { ...schema, "Thing.colour": "string, required" } },
      ["!added schema Thing.colour: string, required"],
    ],
    "a new output": [
      { schema: { ...schema, "output Thing.colour": "string, required" } },
      ["added schema output Thing.colour: string, required"],
    ],
    "a new group, which stands for what is in it": [
      { schema: { ...schema, "Thing.door": "Door, optional", "Thing.door.key": "string, required" } },
      ["added schema Thing.door: Door, optional"],
    ],
    "a new component, which stands for its arguments and outputs": [
      {
        schema: {
          ...schema,
          Other: "component",
          "Other.name": "string, required",
          "output Other.url": "string, required",
        },
      },
      ["added schema Other: component"],
    ],
    "a component that is gone": [{ schema: { "Level.Low": "low" } }, ["!removed schema Thing: component"]],
    "the name of a child, whose object is not told again": [
      { children: { [`${POD}s`]: { small: "a2" } } },
      [`!removed child name ${POD}`, `added child name ${POD}s`],
    ],
    "an object, in the programs that have another": [
      { children: { [POD]: { small: "a1", large: "b2" } } },
      [`changed object ${POD}: in large`],
    ],
    "an object that a program has no more": [
      { children: { [POD]: { small: "a1" } } },
      [`changed object ${POD}: in large`],
    ],
    "a default": [{ defaults: { "Thing.size": "`2`" } }, ["!changed default Thing.size: `1` is now `2`"]],
    "rules that come and go": [
      { rules: ["thing.shape"] },
      ["added rule id thing.shape", "!removed rule id thing.size"],
    ],
  };
  for (const [title, [now, expected]] of Object.entries(cases)) {
    it(`are told: ${title}`, () => {
      assert.deepEqual(found(now).sort(), expected.sort());
    });
  }

  it("leave out objects of programs that the release did not record, and defaults that come with an argument", () => {
    assert.deepEqual(found({ children: { [POD]: { ...WAS.children[POD], newer: "c1" } } }), []);
    assert.deepEqual(found({ defaults: { ...WAS.defaults, "Thing.colour": "none" } }), []);
  });
});

describe("schema as a contract", () => {
  const planted = (change: (schema: any) => void) => {
    const copy = structuredClone(SCHEMA);
    change(copy);
    const [was, is] = [SCHEMA, copy].map((schema: PackageSchema) => ({ ...WAS, schema: schemaContract(schema) }));
    return found(is, was);
  };
  const arguments_ = (schema: any) => schema.resources["flink:index:FlinkCluster"];

  it("does not look at descriptions", () => {
    assert.deepEqual(
      planted((schema) => (arguments_(schema).inputProperties.image.description = "another")),
      [],
    );
  });

  const plants: Record<string, [change: (schema: any) => void, differences: string[]]> = {
    "the type of an argument": [
      (schema) => (arguments_(schema).inputProperties.generation.type = "string"),
      ["!changed schema FlinkCluster.generation: number, optional is now string, optional"],
    ],
    "the type of items": [
      (schema) => (arguments_(schema).inputProperties.imagePullSecrets.items.type = "number"),
      ["!changed schema FlinkCluster.imagePullSecrets: list of string, optional is now list of number, optional"],
    ],
    "the name of a group, which programs in other languages write": [
      (schema) => {
        schema.types["flink:index:Works"] = schema.types["flink:index:FlinkJob"];
        arguments_(schema).inputProperties.job.$ref = "#/types/flink:index:Works";
      },
      ["!changed schema FlinkCluster.job: FlinkJob, required is now Works, required"],
    ],
    "that an argument must be plain": [
      (schema) => (arguments_(schema).inputProperties.image.plain = true),
      ["!changed schema FlinkCluster.image: string, required is now string, required, plain"],
    ],
    "that an argument is required": [
      (schema) => arguments_(schema).requiredInputs.push("clusterId"),
      ["!changed schema FlinkCluster.clusterId: string, optional is now string, required"],
    ],
    "an output that may be missing": [
      (schema) =>
        (arguments_(schema).required = arguments_(schema).required.filter((name: string) => name !== "jobId")),
      ["!changed schema output FlinkCluster.jobId: string, required is now string, optional"],
    ],
    "a nested argument": [
      (schema) => (schema.types["flink:index:Checkpoints"].properties.interval.type = "number"),
      ["!changed schema FlinkCluster.checkpoints.interval: string, optional is now number, optional"],
    ],
    "a type wherever it is used": [
      (schema) => (schema.types["flink:index:StateOwner"].properties.namespace.type = "number"),
      [
        "!changed schema FlinkCluster.storage.cluster.namespace: string, required is now number, required",
        "!changed schema S3StateStorage.cluster.namespace: string, required is now number, required",
        "!changed schema output S3StateStorage.storage.cluster.namespace: string, required is now number, required",
      ],
    ],
    "a value of an enum": [
      (schema) => schema.types["flink:index:LogLevel"].enum.shift(),
      ["!removed schema LogLevel.Error: ERROR"],
    ],
  };
  for (const [title, [change, differing]] of Object.entries(plants)) {
    it(`has ${title}`, () => {
      assert.deepEqual(planted(change), differing);
    });
  }
});
