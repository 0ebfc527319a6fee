import * as assert from "node:assert/strict";
import { cluster, TYPES } from "../../support/recordedCluster";

const JOB_MANAGERS = {
  "app.kubernetes.io/name": "flink",
  "app.kubernetes.io/instance": "demo",
  "app.kubernetes.io/component": "jobmanager",
  "pulumi-flink/generation": "1",
};

describe("Services", () => {
  it("lead to the REST API of any JobManager, without waiting for it", async () => {
    const { inputs } = (await cluster()).find(TYPES.service, "demo-rest");
    assert.deepEqual(inputs.spec, {
      type: "ClusterIP",
      selector: JOB_MANAGERS,
      ports: [{ name: "rest", port: 8081, targetPort: "rest" }],
    });
    assert.deepEqual(inputs.metadata.annotations, {
      "pulumi.com/skipAwait": "true",
      "pulumi.com/patchFieldManager": "pulumi-flink",
    });
  });

  it("give the addresses of all JobManager pods, ready or not", async () => {
    assert.deepEqual((await cluster()).find(TYPES.service, "demo-jobmanager").inputs.spec, {
      clusterIP: "None",
      publishNotReadyAddresses: true,
      selector: JOB_MANAGERS,
      ports: [
        { name: "jobmanager-rpc", port: 6123, targetPort: "jobmanager-rpc" },
        { name: "blobserver", port: 6124, targetPort: "blobserver" },
        { name: "rest", port: 8081, targetPort: "rest" },
      ],
    });
  });
});
