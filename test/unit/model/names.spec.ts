import * as assert from "node:assert/strict";
import { contentName, lifeOf, names } from "../../../components/model/names";

const IDENTITY = { clusterId: "orders", namespace: "flink", generation: 3 };

describe("names of a cluster", () => {
  it("are the cluster's for what stays and the generation's for what is replaced", () => {
    assert.deepEqual(names(IDENTITY), {
      restService: "orders-rest",
      jobManagerService: "orders-jobmanager",
      serviceAccount: { jobmanager: "orders-jobmanager", taskmanager: "orders-taskmanager" },
      haClusterId: "orders-g3",
      workload: { jobmanager: "orders-g3-jobmanager", taskmanager: "orders-g3-taskmanager" },
      configMapPrefix: "orders-g3-config",
      // The first 32 digits of SHA-256 of flink/orders/3.
      jobId: "9c08feda7e55a7e403161f55a7e867ce",
      leaderConfigMap: "orders-g3-cluster-config-map",
      jobConfigMap: "orders-g3-9c08feda7e55a7e403161f55a7e867ce-config-map",
    });
  });

  it("of a life are the first digits of a hash of what lives as long", () => {
    assert.equal(lifeOf("uid"), "17b788a7");
  });

  it("of content change with it, and not with the order of its keys", () => {
    assert.equal(contentName("prefix", { b: "2", a: "1" }), "prefix-5f13efef7c");
    assert.equal(contentName("prefix", { a: "1", b: "2" }), "prefix-5f13efef7c");
    assert.notEqual(contentName("prefix", { a: "1", b: "3" }), "prefix-5f13efef7c");
  });
});
