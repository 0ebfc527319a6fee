import * as assert from "node:assert/strict";
import { keyArn, statements, storage, TYPES } from "../../support/recordedStorage";

const S3_ONLY = { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } };

/** The statements of a role's policy that are about keys. */
async function keyStatements(changed: Parameters<typeof storage>[0], role = "jobmanager") {
  const { find } = await storage(changed);
  return statements(find(TYPES.rolePolicy, `orders-${role}`).inputs.policy).filter(({ Action }) =>
    Action[0].startsWith("kms:"),
  );
}

describe("encryption of S3StateStorage", () => {
  it("with KMS makes a key that rotates and that nobody deletes in haste", async () => {
    const { one } = await storage({ encryption: { type: "sse-kms" } });
    assert.deepEqual(one(TYPES.key).inputs, {
      description: "Flink state in s3://state",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    assert.deepEqual(one(TYPES.alias).inputs, { name: "alias/state", targetKeyId: "created" });
    assert.deepEqual([one(TYPES.key).name, one(TYPES.alias).name], ["orders-state", "orders-state"]);
    assert.deepEqual(one(TYPES.encryption).inputs.rules, [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn("created") },
        bucketKeyEnabled: true,
      },
    ]);
  });

  it("takes a key of the user's", async () => {
    const { one, types } = await storage({ encryption: { type: "sse-kms", kmsKeyArn: keyArn("given") } });
    assert.ok(!types.includes(TYPES.key) && !types.includes(TYPES.alias));
    assert.equal(
      one(TYPES.encryption).inputs.rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId,
      keyArn("given"),
    );
  });

  for (const role of ["jobmanager", "taskmanager"]) {
    it(`grants the ${role} the key through S3 only`, async () => {
      const granted = {
        Sid: "UseKeys",
        Effect: "Allow",
        Action: ["kms:GenerateDataKey", "kms:Decrypt"],
        Condition: S3_ONLY,
      };
      assert.deepEqual(await keyStatements({}, role), []);
      assert.deepEqual(await keyStatements({ encryption: { type: "sse-s3" } }, role), []);
      assert.deepEqual(await keyStatements({ encryption: { type: "sse-kms" } }, role), [
        { ...granted, Resource: [keyArn("created")] },
      ]);
      assert.deepEqual(await keyStatements({ encryption: { type: "sse-kms", kmsKeyArn: keyArn("given") } }, role), [
        { ...granted, Resource: [keyArn("given")] },
      ]);
    });
  }

  it("grants earlier and later keys too, so that a running cluster can change from one to the other", async () => {
    const former = {
      Sid: "UseKeys",
      Effect: "Allow",
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: [keyArn("old")],
      Condition: S3_ONLY,
    };
    assert.deepEqual(await keyStatements({ encryption: { type: "sse-s3", formerKmsKeyArns: [keyArn("old")] } }), [
      former,
    ]);
    const both = await keyStatements({
      encryption: { type: "sse-kms", kmsKeyArn: keyArn("new"), formerKmsKeyArns: [keyArn("new"), keyArn("old")] },
    });
    assert.deepEqual(both, [{ ...former, Resource: [keyArn("new"), keyArn("old")] }]);
    const existing = { bucketName: undefined, existingBucket: { name: "theirs", formerKmsKeyArns: [keyArn("old")] } };
    assert.deepEqual(
      (await keyStatements(existing)).map(({ Resource }) => Resource),
      [[keyArn("old")]],
    );
  });

  it("grants a key without waiting for the bucket to be encrypted with it", async () => {
    const { find, one } = await storage({ encryption: { type: "sse-kms" } });
    assert.ok(!find(TYPES.rolePolicy, "orders-taskmanager").dependencies.includes(one(TYPES.encryption).urn));
  });

  it("grants the key of an existing bucket, in that bucket's region", async () => {
    const existing = { bucketName: undefined, existingBucket: { name: "theirs", kmsKeyArn: keyArn("theirs") } };
    const [granted] = await keyStatements(existing);
    assert.deepEqual(
      [granted.Resource, granted.Condition],
      [[keyArn("theirs")], { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }],
    );
  });
});
