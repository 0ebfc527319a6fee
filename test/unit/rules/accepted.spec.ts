import * as assert from "node:assert/strict";
import { HighAvailabilityType, S3Plugin } from "../../../components/flinkClusterArgs";
import { argumentProblems } from "../../../components/validation/refuse";
import { MINIMAL } from "./cases";
import { job, storage } from "./cases/case";

/** Arguments at the edge of what the rules allow. */
const ACCEPTED: Record<string, object> = {
  "the least there must be": {},
  "a cluster id as long as Flink allows": { clusterId: "a".repeat(38) },
  "the last generation": { generation: 9999 },
  "an image by digest": { image: `registry.example:5000/team/job@sha256:${"0".repeat(64)}` },
  "the first safe patch of 2.2": { flinkVersion: "2.2.1" },
  "the native plugin from 2.3 on": storageOf({ plugin: S3Plugin.Native }),
  "each plugin's other scheme": storageOf({ plugin: S3Plugin.Presto, uri: "s3p://bucket" }),
  "a folder with a slash at its end": storageOf({ uri: "s3://bucket/flink/" }),
  "a nested class": { job: job({ entryClass: "com.example.Outer$Inner" }) },
  "as many slots as the job wants": { job: job({ parallelism: 6 }), taskManager: { replicas: 2, slots: 3 } },
  "one JobManager without high availability": { highAvailability: { type: HighAvailabilityType.None }, jobManager: { replicas: 1 } },
  "lease times that nothing reads without high availability": { highAvailability: { type: HighAvailabilityType.None, leaseDuration: "1 s" } },
  "lease times just above their bounds": { highAvailability: { leaseDuration: "10001 ms", renewDeadline: "10 s", retryPeriod: "4545 ms" } },
  "a CPU limit equal to the request": { jobManager: { cpu: "0.5", cpuLimit: "500m" } },
  "the smallest JobManager": { jobManager: { memory: "704m" } },
  "annotations while one service account is the component's": {
    access: { jobManagerServiceAccount: "mine", serviceAccountAnnotations: { role: "arn:aws:iam::1:role/flink" } },
  },
  "a secret's switch": { flinkConfiguration: { "security.delegation.tokens.enabled": "false" } },
  "a default that the user overrides": { flinkConfiguration: { "web.submit.enable": "true" } },
  "free ports": { flinkConfiguration: { "metrics.reporter.prom.port": "9249-9260", "other.port": "0" } },
  "options of the plugin": storageOf({ options: { "fs.s3a.directory.marker.retention": "keep" } }),
};

function storageOf(settings: object): object {
  return { storage: storage(settings) };
}

describe("rules accept", () => {
  for (const [title, args] of Object.entries(ACCEPTED)) {
    it(title, () => assert.deepEqual(argumentProblems("demo", { ...MINIMAL, ...args }, []), []));
  }
});
