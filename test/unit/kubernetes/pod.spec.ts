import * as assert from "node:assert/strict";
import { ImagePullPolicy, S3Plugin } from "../../../components";
import { cluster } from "../../support/recordedCluster";

const MEBIBYTE = 1024 ** 2;

for (const role of ["jobmanager", "taskmanager"]) {
  describe(`pods of the ${role}s`, () => {
    it("pass the Pod Security Standard restricted, with a read-only root file system", async () => {
      const { spec } = (await cluster()).deployment(role).inputs.spec.template;
      assert.deepEqual(spec.securityContext, {
        runAsNonRoot: true,
        runAsUser: 9999,
        runAsGroup: 9999,
        fsGroup: 9999,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      });
      assert.equal(spec.containers.length, 1);
      assert.deepEqual(spec.containers[0].securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
      for (const forbidden of ["initContainers", "hostNetwork", "hostPID", "hostIPC"])
        assert.equal(spec[forbidden], undefined);
    });

    it("may write plugins, logs and /tmp, and nothing else", async () => {
      const { configMap, deployment, container } = await cluster();
      assert.deepEqual(deployment(role).inputs.spec.template.spec.volumes, [
        { name: "configuration", configMap: { name: configMap.inputs.metadata.name } },
        { name: "plugin", emptyDir: {} },
        { name: "log", emptyDir: {} },
        { name: "tmp", emptyDir: {} },
      ]);
      assert.deepEqual(container(role).volumeMounts, [
        { name: "configuration", mountPath: "/opt/flink/conf", readOnly: true },
        { name: "plugin", mountPath: "/opt/flink/plugins/state-storage" },
        { name: "log", mountPath: "/opt/flink/log" },
        { name: "tmp", mountPath: "/tmp" },
      ]);
    });

    it("have their account's token with high availability and not without", async () => {
      const withHa = (await cluster()).deployment(role).inputs.spec.template.spec;
      assert.deepEqual([withHa.serviceAccountName, withHa.automountServiceAccountToken], [`demo-${role}`, true]);
      const without = (await cluster({ highAvailability: { type: "none" as never } })).deployment(role).inputs.spec
        .template.spec;
      assert.deepEqual([without.serviceAccountName, without.automountServiceAccountToken], [`demo-${role}`, false]);
    });

    it("are spread over nodes and start without links to Services", async () => {
      const { spec, metadata } = (await cluster()).deployment(role).inputs.spec.template;
      const [constraint, ...others] = spec.topologySpreadConstraints;
      assert.deepEqual(others, []);
      assert.deepEqual(
        [constraint.maxSkew, constraint.topologyKey, constraint.whenUnsatisfiable],
        [1, "kubernetes.io/hostname", "ScheduleAnyway"],
      );
      for (const [key, value] of Object.entries(constraint.labelSelector.matchLabels))
        assert.equal(metadata.labels[key], value);
      assert.equal(spec.enableServiceLinks, false);
    });

    it("ask for exactly the memory that Flink takes, and for CPU without limit", async () => {
      const memory = String((role === "jobmanager" ? 1600 : 1728) * MEBIBYTE);
      const cpu = role === "jobmanager" ? "500m" : "1";
      assert.deepEqual((await cluster()).container(role).resources, { requests: { cpu, memory }, limits: { memory } });
    });

    it("have the resources and the node that the arguments give them", async () => {
      const process = { memory: "2g", cpu: "250m", cpuLimit: "2", nodeSelector: { disk: "fast" } };
      const { container, deployment } = await cluster({
        [role === "jobmanager" ? "jobManager" : "taskManager"]: process,
      });
      const memory = String(2048 * MEBIBYTE);
      assert.deepEqual(container(role).resources, { requests: { cpu: "250m", memory }, limits: { cpu: "2", memory } });
      assert.deepEqual(deployment(role).inputs.spec.template.spec.nodeSelector, { disk: "fast" });
    });

    it("pull the image as the arguments say", async () => {
      const { container } = await cluster();
      assert.deepEqual(
        [container(role).image, container(role).imagePullPolicy],
        ["registry.example/job:1.0", "IfNotPresent"],
      );
      const image = `registry.example/job@sha256:${"0".repeat(64)}`;
      const pulled = await cluster({
        image,
        imagePullPolicy: ImagePullPolicy.Always,
        imagePullSecrets: ["one", "two"],
      });
      assert.deepEqual([pulled.container(role).image, pulled.container(role).imagePullPolicy], [image, "Always"]);
      assert.deepEqual(pulled.deployment(role).inputs.spec.template.spec.imagePullSecrets, [
        { name: "one" },
        { name: "two" },
      ]);
    });

    it("find the storage's plugin by version, and nothing of the node's identity", async () => {
      const { env } = (
        await cluster({ storage: { uri: "s3p://bucket", plugin: S3Plugin.Presto }, flinkVersion: "2.2.1" })
      ).container(role);
      assert.deepEqual(env, [
        { name: "POD_IP", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } } },
        { name: "STATE_STORAGE_PLUGIN", value: "flink-s3-fs-presto-2.2.1.jar" },
        { name: "AWS_EC2_METADATA_DISABLED", value: "true" },
      ]);
    });
  });
}
