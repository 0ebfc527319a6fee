import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { flinkConfiguration, renderConfiguration } from "../../../components/configuration/flinkConfiguration";
import { clusterOf, configurationOf, FOLDERS } from "./configurationOf";

const JAVA_OPTIONS = [
  "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
  "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
  "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
  "--add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED",
  "--add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED",
  "--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED",
  "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
  "--add-opens=java.base/java.lang=ALL-UNNAMED",
  "--add-opens=java.base/java.net=ALL-UNNAMED",
  "--add-opens=java.base/java.io=ALL-UNNAMED",
  "--add-opens=java.base/java.nio=ALL-UNNAMED",
  "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
  "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
  "--add-opens=java.base/java.text=ALL-UNNAMED",
  "--add-opens=java.base/java.time=ALL-UNNAMED",
  "--add-opens=java.base/java.util=ALL-UNNAMED",
  "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
  "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
  "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
].join(" ");

const GOLDEN = `application-result-store.delete-on-commit: "false"
application-result-store.storage-path: "s3://bucket/flink/demo/ha/12345678/application-result-store/demo-g1"
blob.server.port: "6124"
env.java.opts.all: "${JAVA_OPTIONS}"
execution.checkpointing.dir: "s3://bucket/flink/demo/checkpoints/12345678"
execution.checkpointing.externalized-checkpoint-retention: "RETAIN_ON_CANCELLATION"
execution.checkpointing.interval: "1 min"
execution.checkpointing.num-retained: "1"
execution.checkpointing.savepoint-dir: "s3://bucket/flink/demo/savepoints"
execution.checkpointing.timeout: "10 min"
high-availability.cluster-id: "demo-g1"
high-availability.kubernetes.leader-election.lease-duration: "15 s"
high-availability.kubernetes.leader-election.renew-deadline: "10 s"
high-availability.kubernetes.leader-election.retry-period: "2 s"
high-availability.storageDir: "s3://bucket/flink/demo/ha/12345678"
high-availability.type: "kubernetes"
job-result-store.delete-on-commit: "false"
job-result-store.storage-path: "s3://bucket/flink/demo/ha/12345678/job-result-store/demo-g1"
jobmanager.bind-host: "0.0.0.0"
jobmanager.memory.process.size: "1600m"
jobmanager.retrieve-taskmanager-hostname: "false"
jobmanager.rpc.port: "6123"
kubernetes.cluster-id: "demo-g1"
kubernetes.namespace: "flink"
metrics.internal.query-service.port: "6126"
parallelism.default: "1"
rest.bind-address: "0.0.0.0"
rest.port: "8081"
taskmanager.bind-host: "0.0.0.0"
taskmanager.data.port: "6121"
taskmanager.memory.process.size: "1728m"
taskmanager.numberOfTaskSlots: "1"
taskmanager.rpc.port: "6122"
web.submit.enable: "false"
`;

describe("Flink configuration", () => {
  it("is complete for the smallest cluster", () => {
    assert.equal(renderConfiguration(configurationOf()), GOLDEN);
  });

  it("has the defaults overridden, the user's keys added and the arguments' values", () => {
    const configuration = configurationOf({
      flinkConfiguration: { "web.submit.enable": "true", "state.backend.type": "rocksdb" },
      taskManager: { replicas: 2, slots: 3, memory: "2g" },
      jobManager: { memory: "1g" },
      checkpoints: { interval: "5 s", timeout: "1 min", retained: 3 },
      highAvailability: { leaseDuration: "8 s", renewDeadline: "5 s", retryPeriod: "1 s" },
    });
    assert.deepEqual(configuration, {
      ...parse(GOLDEN),
      "web.submit.enable": "true",
      "state.backend.type": "rocksdb",
      "parallelism.default": "6",
      "taskmanager.numberOfTaskSlots": "3",
      "taskmanager.memory.process.size": "2g",
      "jobmanager.memory.process.size": "1g",
      "execution.checkpointing.interval": "5 s",
      "execution.checkpointing.timeout": "1 min",
      "execution.checkpointing.num-retained": "3",
      "high-availability.kubernetes.leader-election.lease-duration": "8 s",
      "high-availability.kubernetes.leader-election.renew-deadline": "5 s",
      "high-availability.kubernetes.leader-election.retry-period": "1 s",
    });
  });

  it("has the arguments' values and those of the mode whatever the user's keys say", () => {
    const cluster = clusterOf({ flinkConfiguration: { "rest.port": "1", "of.mode": "mine" } });
    const configuration = flinkConfiguration(cluster, FOLDERS, { "of.mode": "the mode's" });
    assert.equal(configuration["rest.port"], "8081");
    assert.equal(configuration["of.mode"], "the mode's");
  });
});

describe("config.yaml", () => {
  it("is sorted, flat and a string for every value that YAML could guess at", () => {
    const values = {
      "c.no": "no",
      "a.number": "010",
      "b.text": 'a: "b" # c\\d\ne',
      "d.empty": "",
      "e.star": "*/*",
      "f.null": "~",
    };
    const text = renderConfiguration(values);
    assert.deepEqual(parse(text), values);
    assert.deepEqual(
      text.split("\n").map((line) => line.split(":")[0]),
      ["a.number", "b.text", "c.no", "d.empty", "e.star", "f.null", ""],
    );
  });
});
