import * as assert from "node:assert/strict";
import { cluster } from "../../support/recordedCluster";

const JOB_ID = "f89d262d21f964738304484225f7b667";

describe("JobManager Deployment", () => {
  it("has two replicas that are all replaced before an old one goes", async () => {
    const { replicas, strategy, revisionHistoryLimit } = (await cluster()).deployment("jobmanager").inputs.spec;
    assert.deepEqual(
      { replicas, strategy, revisionHistoryLimit },
      {
        replicas: 2,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "100%", maxUnavailable: 0 } },
        revisionHistoryLimit: 0,
      },
    );
  });

  it("runs Flink's own script with the least of arguments", async () => {
    const { command, args } = (await cluster()).container("jobmanager");
    assert.deepEqual(args, [
      "start-foreground",
      "-D",
      "jobmanager.rpc.address=$(POD_IP)",
      "--job-classname",
      "com.example.Job",
      "--job-id",
      JOB_ID,
    ]);
    assert.deepEqual([...command.slice(0, 2), command[3]], ["bash", "-c", "standalone-job.sh"]);
    assert.match(command[2], /^set -eu\n/);
    assert.match(command[2], /\nexec \/opt\/flink\/bin\/\$0 "\$@"$/);
  });

  it("gives Flink's options first and the job's arguments last, each -D apart from its value", async () => {
    const job = {
      entryClass: "com.example.Job",
      arguments: ["--rate", "-D", "1000"],
      initialSavepoint: "s3://bucket/savepoint-1",
      allowNonRestoredState: true,
    };
    assert.deepEqual((await cluster({ job })).container("jobmanager").args, [
      "start-foreground",
      ...["-D", "jobmanager.rpc.address=$(POD_IP)"],
      ...["--job-classname", "com.example.Job"],
      ...["--job-id", JOB_ID],
      ...["--fromSavepoint", "s3://bucket/savepoint-1"],
      "--allowNonRestoredState",
      ...["--rate", "-D", "1000"],
    ]);
  });

  it("has the named ports and the probes of the REST API", async () => {
    const { ports, startupProbe, readinessProbe, livenessProbe } = (await cluster()).container("jobmanager");
    assert.deepEqual(ports, [
      { name: "jobmanager-rpc", containerPort: 6123 },
      { name: "blobserver", containerPort: 6124 },
      { name: "rest", containerPort: 8081 },
      { name: "query-service", containerPort: 6126 },
    ]);
    assert.deepEqual(startupProbe, {
      httpGet: { path: "/config", port: "rest" },
      periodSeconds: 1,
      failureThreshold: 300,
    });
    assert.deepEqual(readinessProbe, {
      httpGet: { path: "/v1/overview", port: "rest" },
      periodSeconds: 5,
      timeoutSeconds: 5,
    });
    assert.deepEqual(livenessProbe, { tcpSocket: { port: "jobmanager-rpc" }, periodSeconds: 10, failureThreshold: 6 });
  });
});

describe("arguments of the job", () => {
  /** What Kubernetes makes of a container's argument: `$(NAME)` is expanded, two dollars are one. */
  function expanded(argument: string): string {
    return argument.replace(/\$(\$|\(([^)]*)\))/g, (_, escaped, name) =>
      escaped === "$" ? "$" : `<value of ${name}>`,
    );
  }

  const TEXTS = ["plain", "$(POD_IP)", "$$(POD_IP)", "a$b", "a$$b", "$", "$$", "$(", "${HOME}", "a b 'c' \"d\" `e`\nf"];

  it("stay what they are through Kubernetes", async () => {
    const { args } = (await cluster({ job: { entryClass: "com.example.Outer$Inner", arguments: TEXTS } })).container(
      "jobmanager",
    );
    assert.deepEqual(args.map(expanded), [
      "start-foreground",
      ...["-D", "jobmanager.rpc.address=<value of POD_IP>"],
      ...["--job-classname", "com.example.Outer$Inner"],
      ...["--job-id", JOB_ID],
      ...TEXTS,
    ]);
  });
});
