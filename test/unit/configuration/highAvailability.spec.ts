import * as assert from "node:assert/strict";
import { HighAvailabilityType } from "../../../components/arguments/highAvailability";
import { under } from "./configurationOf";

const ROOT = "s3://bucket/flink/demo";
const LIFE = "12345678";
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
  it("is wired as a whole, with results of jobs and applications kept", () => {
    assert.deepEqual(under(PREFIXES), { ...kubernetes(1), ...applicationResults(1) });
  });

  it("gives another generation its own lock and result stores in the same folder", () => {
    assert.deepEqual(under(PREFIXES, { generation: 7 }), { ...kubernetes(7), ...applicationResults(7) });
  });

  it("has results of applications from Flink 2.3 on", () => {
    for (const flinkVersion of ["2.2.1", "1.20.3"])
      assert.deepEqual(under(PREFIXES, { flinkVersion }), kubernetes(1), flinkVersion);
    for (const flinkVersion of ["2.3.0", "2.10.0", "3.0.0"]) {
      const expected = { ...kubernetes(1), ...applicationResults(1) };
      assert.deepEqual(under(PREFIXES, { flinkVersion }), expected, flinkVersion);
    }
  });

  it("is off as a whole, with one JobManager at the address of its Service", () => {
    assert.deepEqual(under(PREFIXES, { highAvailability: { type: HighAvailabilityType.None } }), {
      "high-availability.type": "NONE",
      "jobmanager.rpc.address": "demo-jobmanager",
    });
  });

  it("off leaves the folders of checkpoints and savepoints as they are", () => {
    const checkpoints = (type: HighAvailabilityType) =>
      under(["execution.checkpointing."], { highAvailability: { type } });
    assert.deepEqual(checkpoints(HighAvailabilityType.None), checkpoints(HighAvailabilityType.Kubernetes));
  });
});
