import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster } from "../../../components";
import { record, valueOf } from "../../support/mocks";
import { cluster, SMALL, TYPES } from "../../support/recordedCluster";

describe("a FlinkCluster with wrong arguments", () => {
  it("throws before it registers anything", async () => {
    let thrown: unknown;
    const { resources } = await record(() => {
      try {
        new FlinkCluster("demo", { ...SMALL, generation: 0, logLevel: "TRACE" as never });
      } catch (error) {
        thrown = error;
      }
    });
    assert.ok(pulumi.InputPropertiesError.isInstance(thrown));
    assert.deepEqual(
      thrown.errors.map(({ propertyPath }) => propertyPath),
      ["logLevel", "generation"],
    );
    assert.deepEqual(resources, []);
  });

  const late: Record<string, [changed: Parameters<typeof cluster>[0], rule: RegExp]> = {
    storage: [{ storage: { uri: pulumi.output("file:///tmp") } }, /rule: storage\.scheme$/],
    namespace: [{ namespace: pulumi.output("Flink") }, /rule: flink-cluster\.namespace$/],
  };
  for (const [title, [changed, rule]] of Object.entries(late)) {
    it(`registers no workload once a wrong ${title} is known`, async () => {
      const { resources, result } = await cluster(changed);
      await assert.rejects(valueOf(result.stateRoot), rule);
      assert.deepEqual(
        resources.filter(({ type }) => type === TYPES.deployment || type === TYPES.configMap),
        [],
      );
    });
  }

  it("registers no workload once a wrong image is known", async () => {
    const { resources } = await cluster({ image: pulumi.output("no-tag") });
    assert.deepEqual(
      resources.filter(({ type }) => type === TYPES.deployment),
      [],
    );
  });
});
