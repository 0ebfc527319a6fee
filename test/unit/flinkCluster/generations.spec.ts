import * as assert from "node:assert/strict";
import { names } from "../../../components/model/names";
import { cluster, type RecordedCluster, TYPES } from "../../support/recordedCluster";

/** Kubernetes names by type and Pulumi name. */
function objectNames({ resources }: RecordedCluster): Record<string, string> {
  return Object.fromEntries(
    resources
      .filter(({ custom }) => custom)
      .map(({ type, name, inputs }) => [`${type.split(":")[2]} ${name}`, inputs.metadata.name]),
  );
}

const STABLE = {
  "Service demo-rest": "demo-rest",
  "Service demo-jobmanager": "demo-jobmanager",
  "ServiceAccount demo-jobmanager": "demo-jobmanager",
  "ServiceAccount demo-taskmanager": "demo-taskmanager",
};

/** What carries the generation, but for the ConfigMap, whose name also has a digest of its content. */
const perGeneration = (generation: number) => ({
  "Deployment demo-jobmanager": `demo-g${generation}-jobmanager`,
  "Deployment demo-taskmanager": `demo-g${generation}-taskmanager`,
  "Role demo-jobmanager": `demo-g${generation}-jobmanager`,
  "Role demo-taskmanager": `demo-g${generation}-taskmanager`,
  "RoleBinding demo-jobmanager": `demo-g${generation}-jobmanager`,
  "RoleBinding demo-taskmanager": `demo-g${generation}-taskmanager`,
});

describe("generations", () => {
  for (const generation of [1, 2]) {
    it(`${generation} names its own workloads and shares what belongs to the cluster`, async () => {
      const { "ConfigMap demo-config": configMap, ...others } = objectNames(await cluster({ generation }));
      assert.deepEqual(others, { ...STABLE, ...perGeneration(generation) });
      assert.match(configMap, new RegExp(`^demo-g${generation}-config-[0-9a-f]{10}$`));
    });

    it(`${generation} selects its own pods only`, async () => {
      const { deployment, find } = await cluster({ generation });
      for (const role of ["jobmanager", "taskmanager"]) {
        const own = {
          "app.kubernetes.io/name": "flink",
          "app.kubernetes.io/instance": "demo",
          "app.kubernetes.io/component": role,
          "pulumi-flink/generation": String(generation),
        };
        const { selector, template } = deployment(role).inputs.spec;
        assert.deepEqual(selector, { matchLabels: own });
        assert.deepEqual(template.metadata.labels, { ...own, "app.kubernetes.io/managed-by": "pulumi" });
        if (role === "jobmanager") {
          for (const service of ["demo-rest", "demo-jobmanager"])
            assert.deepEqual(find(TYPES.service, service).inputs.spec.selector, own);
        }
      }
    });
  }

  it("have no label of the user in a selector, which could never change", async () => {
    const { deployment } = await cluster({ labels: { team: "data" } });
    for (const role of ["jobmanager", "taskmanager"]) {
      assert.equal(deployment(role).inputs.spec.selector.matchLabels.team, undefined);
      assert.equal(deployment(role).inputs.spec.template.metadata.labels.team, "data");
    }
  });
});

// Names are contracts, test/unit/model/names.spec.ts has them all: another value is another job, another lock or lost state.
describe("names", () => {
  it("give each generation, namespace and cluster a job id of its own", () => {
    const identity = { clusterId: "orders", namespace: "flink", generation: 3 };
    const others = [
      identity,
      { ...identity, generation: 4 },
      { ...identity, namespace: "other" },
      { ...identity, clusterId: "order" },
    ];
    assert.equal(new Set(others.map((other) => names(other).jobId)).size, others.length);
    for (const other of others) assert.match(names(other).jobId, /^[0-9a-f]{32}$/);
  });

  it("fit Kubernetes with the longest cluster id and generation", () => {
    const longest = names({ clusterId: "a".repeat(38), namespace: "flink", generation: 9999 });
    const { serviceAccount, workload, ...others } = longest;
    for (const name of [...Object.values(others), ...Object.values(serviceAccount), ...Object.values(workload)])
      assert.match(name, /^[a-z0-9][a-z0-9-]{0,251}[a-z0-9]$/);
    // Flink's own limit, and that of the label which it puts on its ConfigMaps.
    assert.ok(longest.haClusterId.length <= 45);
  });

  it("take the cluster id from the arguments before the component's name", async () => {
    assert.equal(
      objectNames(await cluster({ clusterId: "orders" }))["Deployment demo-jobmanager"],
      "orders-g1-jobmanager",
    );
  });
});
