import assert from "node:assert/strict";
import { parse } from "yaml";
import { configurationLines } from "../../../../commands/storage/migrate";

describe("the lines of a stack's configuration after a migration", () => {
  const cluster = {
    generation: 5,
    job: { initialSavepoint: "s3://next/dev/orders/savepoints/savepoint-aaaaaa-111111111111" },
  };

  it("are the cluster's arguments", () => {
    const storage = { uri: "s3://next/dev" };
    assert.deepEqual(parse(configurationLines({ cluster: { ...cluster, storage } })), {
      "pulumi-flink:cluster": { ...cluster, storage },
    });
  });
  it("are those of the storage too where the stack makes it", () => {
    const stateStorage = { existingBucket: { name: "next" } };
    assert.deepEqual(parse(configurationLines({ cluster, stateStorage })), {
      "pulumi-flink:cluster": cluster,
      "pulumi-flink:stateStorage": stateStorage,
    });
  });
});
