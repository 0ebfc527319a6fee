import * as assert from "node:assert/strict";
import { HighAvailabilityType } from "../../../components";
import { cluster } from "../../support/recordedCluster";
import { configurationOf, under } from "../../support/recordedConfiguration";

const ROOT = "s3://bucket/flink/demo";
/** From the uid that the mocks give the JobManager Service. */
const LIFE = "7ac4cd41";
const PREFIXES = [
  "high-availability.",
  "kubernetes.",
  "job-result-store.",
  "application-result-store.",
  "jobmanager.rpc.address",
];

const kubernetes = (generation: number) => ({
  "high-availability.type": "kubernetes",
  "high-availability.cluster-id": `demo-g${generation}`,
  "high-availability.storageDir": `${ROOT}/ha/${LIFE}`,
  "high-availability.kubernetes.leader-election.lease-duration": "15 s",
  "high-availability.kubernetes.leader-election.renew-deadline": "10 s",
  "high-availability.kubernetes.leader-election.retry-period": "2 s",
  "kubernetes.cluster-id": `demo-g${generation}`,
  "kubernetes.namespace": "flink",
  "job-result-store.storage-path": `${ROOT}/ha/${LIFE}/job-result-store/demo-g${generation}`,
  "job-result-store.delete-on-commit": "false",
});

const applicationResults = (generation: number) => ({
  "application-result-store.storage-path": `${ROOT}/ha/${LIFE}/application-result-store/demo-g${generation}`,
  "application-result-store.delete-on-commit": "false",
});

describe("high availability", () => {
  it("is wired as a whole, with results of jobs and applications kept", async () => {
    assert.deepEqual(under(configurationOf(await cluster()), ...PREFIXES), {
      ...kubernetes(1),
      ...applicationResults(1),
    });
  });

  it("gives another generation its own lock and result stores in the same folder", async () => {
    assert.deepEqual(under(configurationOf(await cluster({ generation: 7 })), ...PREFIXES), {
      ...kubernetes(7),
      ...applicationResults(7),
    });
  });

  it("has no results of applications before Flink 2.3", async () => {
    assert.deepEqual(under(configurationOf(await cluster({ flinkVersion: "2.2.1" })), ...PREFIXES), kubernetes(1));
  });

  it("is off as a whole, with one JobManager at the address of its Service", async () => {
    const none = await cluster({ highAvailability: { type: HighAvailabilityType.None } });
    assert.deepEqual(under(configurationOf(none), ...PREFIXES), {
      "high-availability.type": "NONE",
      "jobmanager.rpc.address": "demo-jobmanager",
    });
    assert.equal(none.deployment("jobmanager").inputs.spec.replicas, 1);
    assert.deepEqual(none.container("jobmanager").args.slice(0, 3), [
      "start-foreground",
      "--job-classname",
      "com.example.Job",
    ]);
  });

  it("off leaves the folders of checkpoints and savepoints as they are", async () => {
    const checkpoints = async (type: HighAvailabilityType) =>
      under(configurationOf(await cluster({ highAvailability: { type } })), "execution.checkpointing.");
    assert.deepEqual(await checkpoints(HighAvailabilityType.None), await checkpoints(HighAvailabilityType.Kubernetes));
  });
});
