import * as assert from "node:assert/strict";
import { stateFolders, stateRoot } from "../../../components/model/stateFolders";

const IDENTITY = { clusterId: "orders", namespace: "flink", generation: 3 };

describe("folders of the state", () => {
  it("stand below the cluster's, whatever slashes the URI ends with", () => {
    for (const uri of ["s3://bucket/flink", "s3://bucket/flink/", "s3://bucket/flink//"])
      assert.equal(stateRoot(uri, "orders"), "s3://bucket/flink/orders");
  });

  it("are one life's, except for the savepoints", () => {
    assert.deepEqual(stateFolders("s3://bucket/flink", IDENTITY, "12345678"), {
      root: "s3://bucket/flink/orders",
      highAvailability: "s3://bucket/flink/orders/ha/12345678",
      checkpoints: "s3://bucket/flink/orders/checkpoints/12345678",
      savepoints: "s3://bucket/flink/orders/savepoints",
    });
  });
});
