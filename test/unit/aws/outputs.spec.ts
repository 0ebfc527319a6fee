import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, S3Plugin, S3StateStorage } from "../../../components";
import { record, type Registered, valueOf } from "../../support/mocks";
import { AWS, keyArn, MINIMAL, POD_IDENTITY, roleArn, storage, TYPES } from "../../support/recordedStorage";

/** Values of an object of Outputs. */
async function values(outputs: object): Promise<Record<string, unknown>> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(outputs).map(async ([key, value]) => [
        key,
        pulumi.Output.isInstance(value) ? await valueOf(value) : await values(value),
      ]),
    ),
  );
}

describe("the outputs of S3StateStorage", () => {
  it("tell what was made", async () => {
    const { result } = await storage({ encryption: { type: "sse-kms" } });
    const { bucket, bucketArn, stateRoot, kmsKeyArn, jobManagerRoleArn, taskManagerRoleArn } = result;
    assert.deepEqual(await values({ bucket, bucketArn, stateRoot, kmsKeyArn, jobManagerRoleArn, taskManagerRoleArn }), {
      bucket: "state",
      bucketArn: "arn:aws:s3:::state",
      stateRoot: "s3://state/flink/orders",
      kmsKeyArn: keyArn("created"),
      jobManagerRoleArn: roleArn("orders-jobmanager"),
      taskManagerRoleArn: roleArn("orders-taskmanager"),
    });
    assert.equal(await valueOf((await storage()).result.kmsKeyArn), "");
  });

  it("have the storage of a FlinkCluster with IRSA, which names its roles", async () => {
    assert.deepEqual(await values((await storage()).result.storage), {
      uri: "s3://state/flink",
      plugin: "flink-s3-fs-hadoop",
      region: "eu-central-1",
      pathStyleAccess: false,
      identity: {
        type: "irsa",
        jobManagerRoleArn: roleArn("orders-jobmanager"),
        taskManagerRoleArn: roleArn("orders-taskmanager"),
      },
      options: { "fs.s3a.directory.marker.retention": "keep" },
      cluster: {
        clusterId: "orders",
        namespace: "shop",
        jobManagerServiceAccount: "orders-jobmanager",
        taskManagerServiceAccount: "orders-taskmanager",
      },
    });
  });

  it("have the storage of a FlinkCluster with Pod Identity, which does not", async () => {
    assert.deepEqual((await values((await storage({ identity: POD_IDENTITY })).result.storage)).identity, {
      type: "pod-identity",
    });
  });

  it("pass on the plugin, its options and the place in an existing bucket", async () => {
    const options = { "s3.upload.max.concurrent.uploads": "4" };
    const changed = {
      bucketName: undefined,
      existingBucket: { name: "their.bucket" },
      folder: "",
      plugin: S3Plugin.Native,
      options,
    };
    const {
      uri,
      plugin,
      region,
      pathStyleAccess,
      options: passed,
    } = await values((await storage(changed)).result.storage);
    assert.deepEqual(
      { uri, plugin, region, pathStyleAccess, passed },
      {
        uri: "s3://their.bucket",
        plugin: "flink-s3-fs-native",
        region: "eu-west-1",
        pathStyleAccess: true,
        passed: options,
      },
    );
    assert.equal(
      (await values((await storage({ ...changed, region: "eu-west-3" })).result.storage)).region,
      "eu-west-3",
    );
  });

  it("are all that the class has, so that other languages see them", async () => {
    const { result, one } = await storage();
    const own = Object.keys(result).filter((key) => !key.startsWith("__") && key !== "urn");
    assert.deepEqual(own.sort(), [
      "bucket",
      "bucketArn",
      "jobManagerPolicy",
      "jobManagerRoleArn",
      "kmsKeyArn",
      "stateRoot",
      "storage",
      "taskManagerPolicy",
      "taskManagerRoleArn",
    ]);
    assert.equal(one(TYPES.storage).custom, false);
  });
});

describe("a FlinkCluster in an S3StateStorage", () => {
  for (const [way, identity] of Object.entries({ IRSA: MINIMAL.identity, "Pod Identity": POD_IDENTITY })) {
    it(`starts no pod before the pods can use the bucket, by ${way}`, async () => {
      const { resources, find } = await record(() => {
        const state = new S3StateStorage("state", { ...MINIMAL, identity });
        return new FlinkCluster("orders", {
          namespace: "shop",
          image: "registry.example/job:1.0",
          job: { entryClass: "com.example.Job" },
          storage: state.storage,
        });
      }, AWS);
      const awaited = resources.filter(({ type }) => type.startsWith("aws:")).map(({ urn }) => urn);
      assert.ok(awaited.length >= 10);
      for (const role of ["jobmanager", "taskmanager"]) {
        const before = earlier(resources, find("kubernetes:apps/v1:Deployment", `orders-${role}`));
        assert.deepEqual(
          awaited.filter((urn) => !before.has(urn)),
          [],
        );
      }
    });
  }

  it("is refused if it is another's, before a pod waits for keys that it never gets", async () => {
    const program = () => {
      const state = new S3StateStorage("state", MINIMAL);
      return new FlinkCluster("payments", {
        namespace: "shop",
        image: "registry.example/job:1.0",
        job: { entryClass: "com.example.Job" },
        storage: state.storage,
      });
    };
    const { result, resources } = await record(program, { ...AWS, preview: true });
    await assert.rejects(
      valueOf(result.stateRoot),
      /^storage\.cluster\.clusterId: "orders"(.*\n)*.*rule: storage-owner\.other-cluster$/m,
    );
    assert.deepEqual(
      resources.filter(({ type }) => type === "kubernetes:apps/v1:Deployment"),
      [],
    );
  });
});

/** URNs of everything that is there before a resource. */
function earlier(resources: Registered[], resource: Registered, found = new Set<string>()): Set<string> {
  for (const urn of resource.dependencies.filter((urn) => !found.has(urn))) {
    found.add(urn);
    for (const next of resources.filter((other) => other.urn === urn)) earlier(resources, next, found);
  }
  return found;
}
