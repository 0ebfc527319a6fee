import * as assert from "node:assert/strict";
import { BucketEncryptionType } from "../../../components";
import { UNKNOWN, valueOf } from "../../support/mocks";
import { Elsewhere } from "../../support/recordedCluster";
import { MINIMAL, POD_IDENTITY, statements, storage, TYPES } from "../../support/recordedStorage";

const preview = { preview: true };

describe("at preview S3StateStorage", () => {
  it("shows every policy, and knows the storage but for the roles' ARNs", async () => {
    const { find, one, result } = await storage({}, preview);
    assert.equal(statements(one(TYPES.policy).inputs.policy).length, 1);
    assert.equal(statements(find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy).length, 4);
    assert.equal(statements(find(TYPES.role, "orders-jobmanager").inputs.assumeRolePolicy).length, 1);
    const { uri, plugin, region, identity } = result.storage;
    assert.deepEqual(
      await Promise.all(
        [uri, plugin, region, identity.type, result.stateRoot].map((output) => valueOf<unknown>(output)),
      ),
      ["s3://state/flink", "flink-s3-fs-hadoop", "eu-central-1", "irsa", "s3://state/flink/orders"],
    );
    assert.equal(await valueOf(identity.jobManagerRoleArn!), UNKNOWN);
  });

  it("knows the storage while the key that encrypts it is to be created", async () => {
    const { find, result } = await storage({ encryption: { type: "sse-kms" } }, preview);
    assert.equal(find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy, UNKNOWN);
    assert.equal(await valueOf(result.storage.uri), "s3://state/flink");
  });

  it("does not take an unknown beside a name for a replacement", async () => {
    const { one, find, result } = await storage(
      () => ({ identity: { type: "irsa", oidcProviderArn: new Elsewhere().value } }),
      preview,
    );
    for (const type of [TYPES.bucket, TYPES.publicAccessBlock, TYPES.ownershipControls, TYPES.encryption])
      assert.equal(one(type).inputs.bucket, "state");
    assert.equal(one(TYPES.marker).inputs.key, "flink/orders/");
    const { uri, plugin, options } = result.storage;
    assert.deepEqual(await Promise.all([uri, plugin, options].map((output) => valueOf<unknown>(output))), [
      "s3://state/flink",
      "flink-s3-fs-hadoop",
      { "fs.s3a.directory.marker.retention": "keep" },
    ]);
    assert.equal(find(TYPES.role, "orders-jobmanager").inputs.assumeRolePolicy, UNKNOWN);
    const associated = await storage(
      () => ({ identity: { ...POD_IDENTITY, rolePath: new Elsewhere().value } }),
      preview,
    );
    assert.equal(associated.find(TYPES.association, "orders-jobmanager").inputs.serviceAccount, "orders-jobmanager");
    assert.equal(associated.find(TYPES.association, "orders-jobmanager").inputs.namespace, "shop");
  });

  it("checks nothing that is not known, and nothing throws", async () => {
    const everything = () => {
      const { value } = new Elsewhere();
      return {
        cluster: { clusterId: value, namespace: value },
        bucketName: value,
        folder: value,
        region: value,
        encryption: { type: BucketEncryptionType.SseKms, kmsKeyArn: value },
        lifecycleRules: [{ id: value, prefix: value, expireAfterDays: value }],
        onlyClusterMayWrite: value,
        accessLogging: { bucket: value },
        identity: {
          ...MINIMAL.identity,
          oidcProviderArn: value,
          permissionsBoundaryArn: value,
          rolePath: value,
          extraPolicyArns: [value],
        },
        plugin: value,
        jobFolders: [value],
        options: value,
        tags: value,
      };
    };
    const { types } = await storage(everything, preview);
    assert.equal(types.length, 14);
  });

  it("checks what is known beside it all the same", async () => {
    await assert.rejects(
      storage(() => ({ folder: new Elsewhere().value, abortIncompleteUploadsAfterDays: 1 }), preview),
      /rule: state-storage\.abort-days$/,
    );
  });
});
