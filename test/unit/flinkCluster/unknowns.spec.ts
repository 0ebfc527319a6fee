import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN, valueOf } from "../../support/mocks";
import { cluster, Elsewhere, SMALL, TYPES } from "../../support/recordedCluster";

const preview = { preview: true };

describe("at preview", () => {
  it("an image that is not known leaves everything else known", async () => {
    const { deployment, configMap, find } = await cluster(() => ({ image: new Elsewhere().value }), preview);
    for (const role of ["jobmanager", "taskmanager"]) {
      const { metadata, spec } = deployment(role).inputs;
      assert.equal(metadata.name, `demo-g1-${role}`);
      assert.equal(spec.selector.matchLabels["app.kubernetes.io/component"], role);
      assert.equal(spec.replicas, role === "jobmanager" ? 2 : 1);
      const [container] = spec.template.spec.containers;
      assert.deepEqual(
        [container.image, container.command[0], spec.template.spec.volumes[0].configMap.name],
        [UNKNOWN, "bash", UNKNOWN],
      );
    }
    assert.equal(deployment("jobmanager").inputs.metadata.annotations["pulumi-flink/job-checksum"], UNKNOWN);
    assert.equal(configMap.inputs.immutable, true);
    assert.equal(find(TYPES.service, "demo-rest").inputs.spec.selector["app.kubernetes.io/instance"], "demo");
  });

  it("what a plugin gets as unknown is unknown, not a value of the wrong shape", async () => {
    const { deployment } = await cluster(() => ({ storage: pulumi.unknown as never }), preview);
    assert.equal(deployment("jobmanager").inputs.metadata.name, "demo-g1-jobmanager");
  });

  it("a storage that is not known leaves names, selectors and access known", async () => {
    const { deployment, configMap, find } = await cluster(() => ({ storage: { uri: new Elsewhere().value } }), preview);
    assert.equal(deployment("jobmanager").inputs.metadata.name, "demo-g1-jobmanager");
    assert.equal(deployment("jobmanager").inputs.spec.selector.matchLabels["pulumi-flink/generation"], "1");
    assert.deepEqual(find(TYPES.role, "demo-taskmanager").inputs.rules[0].resourceNames, [
      "demo-g1-cluster-config-map",
    ]);
    assert.deepEqual([configMap.inputs.metadata.name, configMap.inputs.data], [UNKNOWN, UNKNOWN]);
  });

  it("nothing is checked that is not known, and nothing throws", async () => {
    const unknown = () => {
      const { value } = new Elsewhere();
      return {
        clusterId: value,
        namespace: value,
        image: value,
        job: { entryClass: value, arguments: [value], initialSavepoint: value },
        jobManager: { memory: value, cpu: value },
        taskManager: { memory: value },
        highAvailability: { leaseDuration: value },
        storage: { uri: value, endpoint: value, credentialsSecret: { name: value } },
        access: { jobManagerServiceAccount: value },
        flinkConfiguration: { "a.b": value },
        labels: { a: value },
      };
    };
    const { resources } = await cluster(unknown, preview);
    assert.equal(resources.filter(({ type }) => type !== "elsewhere:index:Thing").length, 11);
  });

  it("a Service without a uid, in a namespace that does not exist yet, leaves only the configuration unknown", async () => {
    const { deployment, configMap } = await cluster({}, { preview: true, uids: false });
    assert.deepEqual([configMap.inputs.metadata.name, configMap.inputs.data], [UNKNOWN, UNKNOWN]);
    assert.equal(deployment("taskmanager").inputs.spec.template.spec.containers[0].image, SMALL.image);
  });

  it("what is known beside it is checked all the same", async () => {
    await assert.rejects(
      cluster(() => ({ image: new Elsewhere().value, jobManager: { replicas: 0 } }), preview),
      /rule: processes\.replicas$/,
    );
  });

  it("the uid that parts the lives of a cluster is not known, but job, Services and selectors are", async () => {
    const { result } = await cluster({}, preview);
    const outputs = [result.clusterId, result.namespace, result.jobId, result.haConfigMapSelector];
    assert.deepEqual(await Promise.all(outputs.map(valueOf)), [
      "demo",
      "flink",
      "f89d262d21f964738304484225f7b667",
      "app=demo-g1,type=flink-native-kubernetes",
    ]);
    assert.equal(SMALL.clusterId, undefined);
  });
});
