import * as assert from "node:assert/strict";
import { haConfigMapSelector, objectLabels, podLabels, podSelector } from "../../../components/model/labels";
import { PROCESS_KINDS } from "../../../components/model/processes";

const IDENTITY = { clusterId: "orders", namespace: "flink", generation: 3 };

describe("labels", () => {
  const own = { team: "orders", "app.kubernetes.io/name": "mine", "pulumi-flink/generation": "mine" };
  const ofObject = {
    "app.kubernetes.io/name": "flink",
    "app.kubernetes.io/instance": "orders",
    "app.kubernetes.io/managed-by": "pulumi",
  };
  const ofPod = {
    "app.kubernetes.io/name": "flink",
    "app.kubernetes.io/instance": "orders",
    "app.kubernetes.io/component": "taskmanager",
    "pulumi-flink/generation": "3",
  };

  it("of the user do not hide the component's", () => {
    assert.deepEqual(objectLabels(IDENTITY, own), { ...own, ...ofObject });
    assert.deepEqual(podLabels(IDENTITY, "taskmanager", own), { ...own, ...ofObject, ...ofPod });
  });

  it("select the pods of one kind and generation", () => {
    assert.deepEqual(podSelector(IDENTITY, "taskmanager"), ofPod);
    assert.deepEqual(PROCESS_KINDS, ["jobmanager", "taskmanager"]);
  });

  it("select the ConfigMaps that Flink makes", () => {
    assert.equal(haConfigMapSelector("orders-g3"), "app=orders-g3,type=flink-native-kubernetes");
  });
});
