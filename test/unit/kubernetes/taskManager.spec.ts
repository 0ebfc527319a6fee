import * as assert from "node:assert/strict";
import { cluster } from "../../support/recordedCluster";

describe("TaskManager Deployment", () => {
  it("replaces all at once: the job restarts once, not once for each", async () => {
    const { replicas, strategy, revisionHistoryLimit } = (await cluster({ taskManager: { replicas: 3 } })).deployment(
      "taskmanager",
    ).inputs.spec;
    assert.deepEqual(
      { replicas, strategy, revisionHistoryLimit },
      {
        replicas: 3,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: "100%" } },
        revisionHistoryLimit: 0,
      },
    );
  });

  it("runs Flink's own script and gives its pod's address", async () => {
    const { command, args } = (await cluster()).container("taskmanager");
    assert.deepEqual(args, ["start-foreground", "-D", "taskmanager.host=$(POD_IP)"]);
    assert.equal(command[3], "taskmanager.sh");
  });

  it("has fixed ports and is alive as long as its RPC port answers", async () => {
    const { ports, startupProbe, readinessProbe, livenessProbe } = (await cluster()).container("taskmanager");
    assert.deepEqual(ports, [
      { name: "taskmanager-rpc", containerPort: 6122 },
      { name: "data", containerPort: 6121 },
      { name: "query-service", containerPort: 6126 },
    ]);
    assert.deepEqual(livenessProbe, {
      tcpSocket: { port: "taskmanager-rpc" },
      initialDelaySeconds: 180,
      periodSeconds: 10,
      failureThreshold: 6,
    });
    assert.deepEqual([startupProbe, readinessProbe], [undefined, undefined]);
  });
});
