import * as assert from "node:assert/strict";
import { HighAvailabilityType } from "../../../components/arguments/highAvailability";
import { clusterSpec, type PlainArgs } from "../../../components/model/clusterSpec";
import { storageSpec } from "../../../components/model/storageSpec";
import { LEAST } from "./least";

describe("what a cluster is", () => {
  it("has a default for everything that may be left out", () => {
    assert.deepEqual(clusterSpec(LEAST), {
      flinkVersion: "2.3.0",
      imagePullPolicy: "IfNotPresent",
      imagePullSecrets: [],
      job: {
        entryClass: "com.example.Job",
        arguments: [],
        parallelism: 1,
        initialSavepoint: undefined,
        allowNonRestoredState: false,
      },
      jobManager: { replicas: 2, memory: "1600m", cpu: "500m", cpuLimit: undefined, nodeSelector: {} },
      taskManager: { replicas: 1, slots: 1, memory: "1728m", cpu: "1", cpuLimit: undefined, nodeSelector: {} },
      highAvailability: { type: "kubernetes", leaseDuration: "15 s", renewDeadline: "10 s", retryPeriod: "2 s" },
      storage: storageSpec(LEAST.storage),
      checkpoints: { interval: "1 min", timeout: "10 min", retained: 1 },
      flinkConfiguration: {},
      logLevel: "INFO",
      labels: {},
    });
  });

  it("is what the arguments say, where they say something", () => {
    const given = {
      flinkVersion: "2.2.1",
      imagePullPolicy: "Always",
      imagePullSecrets: ["pull"],
      job: {
        entryClass: "com.example.Job",
        arguments: ["--a", "b"],
        parallelism: 5,
        initialSavepoint: "s3://bucket/savepoint",
        allowNonRestoredState: true,
      },
      jobManager: { replicas: 3, memory: "2g", cpu: "2", cpuLimit: "4", nodeSelector: { pool: "a" } },
      taskManager: { replicas: 4, slots: 2, memory: "4g", cpu: "3", cpuLimit: "6", nodeSelector: { pool: "b" } },
      highAvailability: { type: "none", leaseDuration: "30 s", renewDeadline: "20 s", retryPeriod: "4 s" },
      checkpoints: { interval: "5 s", timeout: "1 min", retained: 3 },
      flinkConfiguration: { "a.key": "value" },
      logLevel: "DEBUG",
      labels: { team: "orders" },
    };
    assert.deepEqual(clusterSpec({ ...LEAST, ...given } as PlainArgs), {
      ...given,
      storage: storageSpec(LEAST.storage),
    });
  });

  it("runs the job in all slots by default", () => {
    assert.equal(clusterSpec({ ...LEAST, taskManager: { replicas: 3, slots: 4 } }).job.parallelism, 12);
  });

  it("has one JobManager by default where nothing elects a leader", () => {
    const highAvailability = { type: HighAvailabilityType.None };
    assert.equal(clusterSpec({ ...LEAST, highAvailability }).jobManager.replicas, 1);
  });

  it("keeps what has no default undefined while the arguments are missing or unknown", () => {
    const { job, storage } = clusterSpec({} as PlainArgs);
    assert.equal(job.entryClass, undefined);
    assert.equal(storage.uri, undefined);
  });
});
