import * as assert from "node:assert/strict";
import { cluster, TYPES } from "../../support/recordedCluster";

/** Type and name of every resource but the cluster itself. */
async function children(...args: Parameters<typeof cluster>): Promise<string[]> {
  const { resources } = await cluster(...args);
  return resources
    .filter(({ custom }) => custom)
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

const WITHOUT_ACCESS = [
  `${TYPES.configMap} demo-config`,
  `${TYPES.deployment} demo-jobmanager`,
  `${TYPES.deployment} demo-taskmanager`,
  `${TYPES.service} demo-jobmanager`,
  `${TYPES.service} demo-rest`,
];
const SERVICE_ACCOUNTS = [`${TYPES.serviceAccount} demo-jobmanager`, `${TYPES.serviceAccount} demo-taskmanager`];
const GRANTS = [TYPES.role, TYPES.roleBinding].flatMap((type) => [
  `${type} demo-jobmanager`,
  `${type} demo-taskmanager`,
]);

describe("children of FlinkCluster", () => {
  it("are workloads, Services, configuration and access rights", async () => {
    assert.deepEqual(await children(), [...WITHOUT_ACCESS, ...SERVICE_ACCOUNTS, ...GRANTS].sort());
  });

  it("are the same at preview", async () => {
    assert.deepEqual(await children({}, { preview: true }), await children());
  });

  it("have no access rights without high availability", async () => {
    assert.deepEqual(
      await children({ highAvailability: { type: "none" as never } }),
      [...WITHOUT_ACCESS, ...SERVICE_ACCOUNTS].sort(),
    );
  });

  it("have no service accounts where these exist, but their access rights", async () => {
    const access = { jobManagerServiceAccount: "jm", taskManagerServiceAccount: "tm" };
    assert.deepEqual(await children({ access }), [...WITHOUT_ACCESS, ...GRANTS].sort());
  });

  it("have no access rights where someone else grants them", async () => {
    assert.deepEqual(
      await children({ access: { createRoles: false } }),
      [...WITHOUT_ACCESS, ...SERVICE_ACCOUNTS].sort(),
    );
  });

  it("are workloads, Services and configuration where everything else exists", async () => {
    const access = { createRoles: false, jobManagerServiceAccount: "jm", taskManagerServiceAccount: "tm" };
    assert.deepEqual(await children({ access }), [...WITHOUT_ACCESS].sort());
  });

  it("are never a Secret or a namespace", async () => {
    const { resources } = await cluster({
      storage: { uri: "s3://bucket/flink", endpoint: "http://store:9000", credentialsSecret: { name: "keys" } },
      imagePullSecrets: ["pull"],
    });
    assert.deepEqual(
      resources.filter(({ type }) => /Secret|Namespace/.test(type)),
      [],
    );
  });

  it("all have the cluster as parent and its namespace and labels", async () => {
    const { resources, find } = await cluster({ labels: { team: "data" } });
    for (const { parent, inputs, name } of resources.filter(({ custom }) => custom)) {
      assert.equal(parent, find(TYPES.cluster, "demo").urn, name);
      assert.equal(inputs.metadata.namespace, "flink", name);
      assert.deepEqual(
        inputs.metadata.labels,
        {
          team: "data",
          "app.kubernetes.io/name": "flink",
          "app.kubernetes.io/instance": "demo",
          "app.kubernetes.io/managed-by": "pulumi",
        },
        name,
      );
    }
  });
});

describe("order of creation, reversed at deletion", () => {
  it("is access rights, configuration, TaskManagers, JobManagers", async () => {
    const { deployment, find, configMap } = await cluster();
    const [taskManager, jobManager] = [deployment("taskmanager"), deployment("jobmanager")];
    for (const [role, workload] of [
      ["taskmanager", taskManager],
      ["jobmanager", jobManager],
    ] as const) {
      const before = [find(TYPES.serviceAccount, `demo-${role}`), find(TYPES.roleBinding, `demo-${role}`), configMap];
      for (const { urn } of before) assert.ok(workload.dependencies.includes(urn), `${role} after ${urn}`);
    }
    assert.ok(jobManager.dependencies.includes(taskManager.urn));
    assert.ok(!taskManager.dependencies.includes(jobManager.urn));
  });

  it("is the JobManager Service before the configuration, which has its uid in its folders", async () => {
    const { configMap, find } = await cluster();
    assert.ok(configMap.dependencies.includes(find(TYPES.service, "demo-jobmanager").urn));
  });
});
