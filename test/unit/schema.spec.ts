import * as assert from "node:assert/strict";
import { committed } from "../generated/generated";
import { inferSchema, SCHEMA_FILE } from "../generated/schema";

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
