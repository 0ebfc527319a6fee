import assert from "node:assert/strict";
import { auditEvents, isWrite } from "../support/audit";
import { type ClusterConfiguration, TestStack } from "../support/testStack";

/** Twelve mistakes of different kinds: what is wrong, and the rule that must say so. */
const MISTAKES: { mistake: string; rule: string; path: string; changes: (stack: TestStack) => ClusterConfiguration }[] =
  [
    {
      mistake: "a misspelt property",
      rule: "shape.unknown-property",
      path: "taskManagers",
      changes: () => ({ taskManagers: { replicas: 2 } }),
    },
    {
      mistake: "a string for a number",
      rule: "shape.type",
      path: "taskManager.slots",
      changes: () => ({ taskManager: { slots: "2" } as never }),
    },
    {
      mistake: "a cluster id with a dot",
      rule: "flink-cluster.cluster-id",
      path: "clusterId",
      changes: () => ({ clusterId: "my.cluster" }),
    },
    {
      mistake: "an image without tag and digest",
      rule: "image.reference",
      path: "image",
      changes: () => ({ image: "flink" }),
    },
    {
      mistake: "a version with a known hole",
      rule: "image.flink-version",
      path: "flinkVersion",
      changes: () => ({ flinkVersion: "2.2.0" }),
    },
    {
      mistake: "a TaskManager too small for Flink's memory model",
      rule: "memory.taskmanager.managed-and-network-exceed-total",
      path: "taskManager.memory",
      changes: () => ({ taskManager: { memory: "512m" } }),
    },
    {
      mistake: "memory in Kubernetes' units",
      rule: "memory.size-unreadable",
      path: "jobManager.memory",
      changes: () => ({ jobManager: { memory: "2Gi" } }),
    },
    {
      mistake: "standby JobManagers without HA",
      rule: "processes.replicas-need-ha",
      path: "jobManager.replicas",
      changes: () => ({ jobManager: { replicas: 2 }, highAvailability: { type: "none" } as never }),
    },
    {
      mistake: "a lease that ends before it is renewed",
      rule: "high-availability.lease-not-above-renew",
      path: "highAvailability.leaseDuration",
      changes: () => ({ highAvailability: { leaseDuration: "5 s" } }),
    },
    {
      mistake: "a scheme that the plugin does not serve",
      rule: "storage.scheme",
      path: "storage.uri",
      changes: (stack) => ({ storage: { ...(stack.cluster().storage as object), uri: "s3p://bucket/folder" } }),
    },
    {
      mistake: "a key above another key",
      rule: "flink-configuration.key-prefix-collision",
      path: 'flinkConfiguration["metrics.reporter.prom"]',
      changes: () => ({ flinkConfiguration: { "metrics.reporter.prom": "x", "metrics.reporter.prom.port": "9249" } }),
    },
    {
      mistake: "a port that Flink already uses",
      rule: "flink-configuration.port-taken",
      path: 'flinkConfiguration["metrics.reporter.prom.port"]',
      changes: () => ({ flinkConfiguration: { "metrics.reporter.prom.port": "8081" } }),
    },
  ];

describe("bad configuration at preview", () => {
  let stack: TestStack;
  let since: Date;

  before(async () => {
    stack = await TestStack.create("refused");
    since = new Date();
  });
  after(() => stack?.dispose());

  for (const { mistake, rule, path, changes } of MISTAKES) {
    it(`refuses ${mistake}`, async () => {
      const { exitCode, output } = await stack.configure(changes(stack)).pulumi(["preview"]);
      assert.notEqual(exitCode, 0);
      const lines = output.split("\n").map((line) => line.trim());
      const at = lines.findIndex((line) => line.startsWith(`${path}: `));
      assert.ok(at >= 0, output);
      assert.match(lines[at + 1], /^allowed: \S/);
      assert.match(lines[at + 2], /^fix: \S/);
      assert.equal(lines[at + 3], `rule: ${rule}`);
    });
  }

  it("has written nothing to Kubernetes", async () => {
    // A request of our own, to see that the log is complete up to here.
    await stack.core.listNamespacedConfigMap({ namespace: stack.namespace });
    const writes: string[] = [];
    let requests = 0;
    for await (const event of auditEvents({ since, mentions: stack.namespace })) {
      requests++;
      if (isWrite(event) && event.objectRef?.namespace === stack.namespace)
        writes.push(`${event.user.username} ${event.verb} ${event.requestURI}`);
    }
    assert.ok(requests > 0, "the audit log has no request for the namespace");
    assert.deepEqual(writes, []);
  });
});
