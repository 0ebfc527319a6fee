import * as assert from "node:assert/strict";
import { committed } from "../generated/generated";
import { inferSchema, SCHEMA_FILE } from "../generated/schema";

type Refs = Record<string, { $ref?: string }>;

describe("package schema", function () {
  // The analyzer compiles the library.
  this.timeout(60_000);

  let inferred: string;
  before(() => {
    inferred = inferSchema();
  });

  it("is the committed one", () => {
    assert.ok(
      inferred === committed(SCHEMA_FILE),
      "components/schema.json is not what the sources say: run `npm run generate` and commit it",
    );
  });

  const components: Record<string, { required: string[]; outputs: string[] }> = {
    FlinkCluster: {
      required: ["image", "job", "namespace", "storage"],
      outputs: ["clusterId", "haConfigMapSelector", "jobId", "namespace", "restService", "restUrl", "stateRoot"],
    },
    S3StateStorage: {
      required: ["cluster", "identity"],
      outputs: [
        "bucket",
        "bucketArn",
        "jobManagerPolicy",
        "jobManagerRoleArn",
        "kmsKeyArn",
        "stateRoot",
        "storage",
        "taskManagerPolicy",
        "taskManagerRoleArn",
      ],
    },
  };

  it("has these components and no others", () => {
    const { name, resources } = JSON.parse(inferred);
    assert.equal(name, "flink");
    assert.deepEqual(
      Object.keys(resources).sort(),
      Object.keys(components).map((component) => `flink:index:${component}`),
    );
  });

  it("gives as a storage the very type that a cluster takes: Go, .NET and Java compare types by name", () => {
    const { FlinkCluster, S3StateStorage } = Object.fromEntries(
      Object.entries<{ inputProperties: Refs; properties: Refs }>(JSON.parse(inferred).resources).map(
        ([token, component]) => [token.split(":").at(-1), component],
      ),
    );
    assert.equal(S3StateStorage.properties.storage.$ref, "#/types/flink:index:StateStorage");
    assert.equal(FlinkCluster.inputProperties.storage.$ref, S3StateStorage.properties.storage.$ref);
  });

  it("leaves the suffix Args to the generators of SDKs, which add it", () => {
    const tokens = Object.keys(JSON.parse(inferred).types);
    assert.ok(tokens.includes("flink:index:FlinkJob"));
    assert.deepEqual(
      tokens.filter((token) => token.endsWith("Args")),
      [],
    );
  });

  for (const [component, { required, outputs }] of Object.entries(components)) {
    it(`has ${component} under its token, with every property described`, () => {
      const { resources, types } = JSON.parse(inferred);
      const { isComponent, inputProperties, properties, requiredInputs } = resources[`flink:index:${component}`];
      assert.equal(isComponent, true);
      assert.deepEqual(requiredInputs, required);
      assert.deepEqual(Object.keys(properties).sort(), outputs);
      const objects = [
        inputProperties,
        properties,
        ...Object.values<any>(types).flatMap((type) => type.properties ?? []),
      ];
      for (const [key, { description }] of objects.flatMap(Object.entries<any>))
        assert.ok(description?.length > 0, `${key} has no description`);
    });
  }

  it("refers to nothing outside of itself, so that other languages need no other package", () => {
    const { types } = JSON.parse(inferred);
    const references = [...inferred.matchAll(/"\$ref": "([^"]+)"/g)].map(([, reference]) => reference);
    assert.ok(references.length > 0);
    for (const reference of references) assert.ok(reference.replace("#/types/", "") in types, reference);
  });
});
