import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "../../support/mocks";
import { cluster } from "../../support/recordedCluster";

describe("outputs of FlinkCluster", () => {
  it("tell what runs and where its state lies", async () => {
    const { result } = await cluster({ clusterId: "orders", generation: 2 });
    const { clusterId, namespace, jobId, restService, restUrl, stateRoot, haConfigMapSelector } = result;
    assert.deepEqual(
      await Promise.all(
        [clusterId, namespace, jobId, restService, restUrl, stateRoot, haConfigMapSelector].map(valueOf),
      ),
      [
        "orders",
        "flink",
        "5e4198abf4a551a615c32785ae675540",
        "orders-rest",
        "http://orders-rest.flink:8081",
        "s3://bucket/flink/orders",
        "app=orders-g2,type=flink-native-kubernetes",
      ],
    );
  });

  it("are all that the class has, so that other languages see them", async () => {
    const { result } = await cluster();
    const outputs = Object.entries(result)
      .filter(([, value]) => pulumi.Output.isInstance(value))
      .map(([key]) => key);
    assert.deepEqual(outputs.filter((key) => key !== "urn").sort(), [
      "clusterId",
      "haConfigMapSelector",
      "jobId",
      "namespace",
      "restService",
      "restUrl",
      "stateRoot",
    ]);
  });
});
