import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { LogLevel } from "../../../components";
import { renderConfiguration } from "../../../components/configuration/flinkConfiguration";
import { contentName } from "../../../components/model/names";
import { cluster } from "../../support/recordedCluster";

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
application-result-store.storage-path: "s3://bucket/flink/demo/ha/7ac4cd41/application-result-store/demo-g1"
blob.server.port: "6124"
env.java.opts.all: "${JAVA_OPTIONS}"
execution.checkpointing.dir: "s3://bucket/flink/demo/checkpoints/7ac4cd41"
execution.checkpointing.externalized-checkpoint-retention: "RETAIN_ON_CANCELLATION"
execution.checkpointing.interval: "1 min"
execution.checkpointing.num-retained: "1"
execution.checkpointing.savepoint-dir: "s3://bucket/flink/demo/savepoints"
execution.checkpointing.timeout: "10 min"
execution.shutdown-on-application-finish: "false"
high-availability.cluster-id: "demo-g1"
high-availability.kubernetes.leader-election.lease-duration: "15 s"
high-availability.kubernetes.leader-election.renew-deadline: "10 s"
high-availability.kubernetes.leader-election.retry-period: "2 s"
high-availability.storageDir: "s3://bucket/flink/demo/ha/7ac4cd41"
high-availability.type: "kubernetes"
job-result-store.delete-on-commit: "false"
job-result-store.storage-path: "s3://bucket/flink/demo/ha/7ac4cd41/job-result-store/demo-g1"
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

describe("ConfigMap", () => {
  it("has the complete configuration of the smallest cluster", async () => {
    assert.equal((await cluster()).configMap.inputs.data["config.yaml"], GOLDEN);
  });

  it("is immutable and holds Flink's two files", async () => {
    const { immutable, data } = (await cluster()).configMap.inputs;
    assert.equal(immutable, true);
    assert.deepEqual(Object.keys(data).sort(), ["config.yaml", "log4j-console.properties"]);
  });

  it("has the defaults overridden, the user's keys added and the arguments' values", async () => {
    const { configMap } = await cluster({
      flinkConfiguration: { "web.submit.enable": "true", "state.backend.type": "rocksdb" },
      taskManager: { replicas: 2, slots: 3, memory: "2g" },
      jobManager: { memory: "1g" },
      checkpoints: { interval: "5 s", timeout: "1 min", retained: 3 },
      highAvailability: { leaseDuration: "8 s", renewDeadline: "5 s", retryPeriod: "1 s" },
    });
    const configuration = parse(configMap.inputs.data["config.yaml"]);
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

  it("logs to the console and to a bounded file, at the level of the arguments", async () => {
    const lines = (await cluster({ logLevel: LogLevel.Debug })).configMap.inputs.data["log4j-console.properties"].split(
      "\n",
    );
    for (const line of [
      "rootLogger.level = DEBUG",
      "rootLogger.appenderRef.console.ref = Console",
      "rootLogger.appenderRef.file.ref = File",
      "appender.file.fileName = ${sys:log.file}",
      "appender.file.policies.size.size = 20MB",
      "appender.file.strategy.max = 5",
    ]) {
      assert.ok(lines.includes(line), line);
    }
  });

  it("has another name with another content, and so have its pods", async () => {
    const one = await cluster();
    const same = await cluster();
    const other = await cluster({ checkpoints: { interval: "5 s" } });
    const level = await cluster({ logLevel: LogLevel.Warn });
    const name = ({ configMap }: typeof one) => configMap.inputs.metadata.name;
    assert.equal(name(same), name(one));
    assert.equal(new Set([one, other, level].map(name)).size, 3);
    for (const each of [one, other]) {
      for (const role of ["jobmanager", "taskmanager"])
        assert.equal(each.deployment(role).inputs.spec.template.spec.volumes[0].configMap.name, name(each));
    }
  });

  it("has the same name whatever the order of the user's keys", async () => {
    const name = async (flinkConfiguration: Record<string, string>) =>
      (await cluster({ flinkConfiguration })).configMap.inputs.metadata.name;
    assert.equal(await name({ "a.x": "1", "b.y": "2" }), await name({ "b.y": "2", "a.x": "1" }));
    assert.equal(contentName("c", { a: "1", b: "2" }), contentName("c", { b: "2", a: "1" }));
    assert.notEqual(contentName("c", { a: "1", b: "2" }), contentName("c", { a: "12", b: "" }));
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
