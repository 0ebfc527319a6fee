import * as assert from "node:assert/strict";
import { BucketVersioningStatus } from "../../../components";
import { roleArn, statements, storage, TYPES } from "../../support/recordedStorage";

/** All that is kept with the bucket. */
const GUARDS = [TYPES.publicAccessBlock, TYPES.ownershipControls, TYPES.encryption, TYPES.lifecycle, TYPES.policy];

const DENY_INSECURE = {
  Sid: "DenyInsecureTransport",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:*"],
  Resource: ["arn:aws:s3:::state", "arn:aws:s3:::state/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const ABORT_UPLOADS = {
  id: "abort-incomplete-uploads",
  filter: { prefix: "" },
  status: "Enabled",
  abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};

describe("the bucket of S3StateStorage", () => {
  it("by default is these resources with these properties, and no others", async () => {
    const { one, types } = await storage();
    assert.deepEqual(
      types,
      [TYPES.bucket, ...GUARDS, TYPES.marker, TYPES.role, TYPES.role, TYPES.rolePolicy, TYPES.rolePolicy].sort(),
    );
    // No ACL, no forceDestroy, none of the settings that have resources of their own.
    assert.deepEqual(one(TYPES.bucket).inputs, { bucket: "state" });
    assert.deepEqual(one(TYPES.publicAccessBlock).inputs, {
      bucket: "state",
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(one(TYPES.ownershipControls).inputs, {
      bucket: "state",
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    assert.deepEqual(one(TYPES.encryption).inputs, {
      bucket: "state",
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false }],
    });
    assert.deepEqual(one(TYPES.lifecycle).inputs, { bucket: "state", rules: [ABORT_UPLOADS] });
    const { policy, ...rest } = one(TYPES.policy).inputs;
    assert.deepEqual(rest, { bucket: "state" });
    assert.deepEqual(statements(policy), [DENY_INSECURE]);
  });

  it("has children of stable names under the component", async () => {
    const { resources, one } = await storage({ versioning: BucketVersioningStatus.Enabled });
    for (const type of [TYPES.bucket, TYPES.versioning, ...GUARDS]) assert.equal(one(type).name, "orders-state");
    const parents = resources.filter(({ type }) => type !== TYPES.storage).map(({ parent }) => parent);
    assert.deepEqual([...new Set(parents)], [one(TYPES.storage).urn]);
  });

  it("is protected and kept, with all that guards it, but not the roles", async () => {
    const { resources } = await storage({
      versioning: BucketVersioningStatus.Enabled,
      encryption: { type: "sse-kms" },
      accessLogging: { bucket: "logs" },
    });
    const kept = resources.filter(({ protect, retainOnDelete }) => protect && retainOnDelete).map(({ type }) => type);
    assert.deepEqual(kept.sort(), [TYPES.bucket, TYPES.versioning, TYPES.key, ...GUARDS].sort());
    // It holds nothing.
    const half = resources.filter(({ protect, retainOnDelete }) => protect !== retainOnDelete);
    assert.deepEqual(
      half.map(({ type, retainOnDelete }) => [type, retainOnDelete]),
      [[TYPES.marker, true]],
    );
  });

  it("goes with the stack where the user says so", async () => {
    const { resources, one } = await storage({ forceDestroy: true, encryption: { type: "sse-kms" } });
    assert.deepEqual(one(TYPES.bucket).inputs, { bucket: "state", forceDestroy: true });
    assert.ok(resources.every(({ protect, retainOnDelete }) => !protect && !retainOnDelete));
  });

  it("has the cluster's folder, so that S3A does not look for one above", async () => {
    const { one } = await storage();
    assert.deepEqual(one(TYPES.marker).inputs, {
      bucket: "state",
      key: "flink/orders/",
      contentType: "application/x-directory",
      overrideProvider: { defaultTags: { tags: {} } },
    });
    assert.ok(one(TYPES.marker).dependencies.includes(one(TYPES.encryption).urn), "encrypted like the rest");
    assert.equal((await storage({ folder: "" })).one(TYPES.marker).inputs.key, "orders/");
  });

  it("is closed to the public before anything else is done to it", async () => {
    const { one } = await storage({ versioning: BucketVersioningStatus.Enabled, accessLogging: { bucket: "logs" } });
    const closed = one(TYPES.publicAccessBlock).urn;
    assert.deepEqual(one(TYPES.publicAccessBlock).dependencies.map(lastPart), [TYPES.bucket]);
    for (const type of [TYPES.ownershipControls, TYPES.encryption, TYPES.versioning, TYPES.logging]) {
      assert.ok(one(type).dependencies.includes(closed), type);
    }
    assert.ok(one(TYPES.policy).dependencies.includes(one(TYPES.ownershipControls).urn));
    assert.ok(one(TYPES.lifecycle).dependencies.includes(one(TYPES.versioning).urn));
  });

  it("is named by AWS where the user gives no name", async () => {
    const { one } = await storage({ bucketName: undefined });
    assert.deepEqual(one(TYPES.bucket).inputs, {});
    for (const type of GUARDS) assert.equal(one(type).inputs.bucket, "orders-state-a1b2c3d");
    assert.deepEqual(statements(one(TYPES.policy).inputs.policy)[0].Resource, [
      "arn:aws:s3:::orders-state-a1b2c3d",
      "arn:aws:s3:::orders-state-a1b2c3d/*",
    ]);
  });

  it("keeps versions, and as long as the user says", async () => {
    const { one } = await storage({
      versioning: BucketVersioningStatus.Enabled,
      noncurrentVersionsExpireAfterDays: 30,
      abortIncompleteUploadsAfterDays: 14,
    });
    assert.deepEqual(one(TYPES.versioning).inputs, { bucket: "state", versioningConfiguration: { status: "Enabled" } });
    assert.deepEqual(one(TYPES.lifecycle).inputs.rules, [
      { ...ABORT_UPLOADS, abortIncompleteMultipartUpload: { daysAfterInitiation: 14 } },
      {
        id: "expire-noncurrent-versions",
        filter: { prefix: "" },
        status: "Enabled",
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ]);
  });

  it("expires other data by the user's rules, and never anything current of the state", async () => {
    const { one } = await storage({
      versioning: BucketVersioningStatus.Suspended,
      noncurrentVersionsExpireAfterDays: 1,
      lifecycleRules: [{ id: "exports", prefix: "exports/", expireAfterDays: 90 }],
    });
    assert.equal(one(TYPES.versioning).inputs.versioningConfiguration.status, "Suspended");
    const { rules } = one(TYPES.lifecycle).inputs;
    assert.deepEqual(rules[2], {
      id: "exports",
      filter: { prefix: "exports/" },
      status: "Enabled",
      expiration: { days: 90 },
    });
    for (const { filter, expiration, transitions } of rules) {
      assert.equal(transitions, undefined);
      if (expiration?.days !== undefined || expiration?.date !== undefined)
        assert.ok(!"flink/orders/".startsWith(filter.prefix) && !filter.prefix.startsWith("flink/orders/"));
    }
  });

  it("lets only the cluster's roles write state where the user says so, in the one policy of the bucket", async () => {
    const { one } = await storage({ onlyClusterMayWrite: true, identity: { ...roles(), type: "irsa" } });
    assert.deepEqual(statements(one(TYPES.policy).inputs.policy), [
      DENY_INSECURE,
      {
        Sid: "DenyOtherWriters",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
        Resource: ["arn:aws:s3:::state/flink/orders/?*"],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [roleArn("jm"), roleArn("tm")] } },
      },
    ]);
  });

  it("logs accesses into another bucket", async () => {
    assert.deepEqual((await storage({ accessLogging: { bucket: "logs" } })).one(TYPES.logging).inputs, {
      bucket: "state",
      targetBucket: "logs",
      targetPrefix: "state/",
    });
    assert.equal(
      (await storage({ accessLogging: { bucket: "logs", prefix: "s3/" } })).one(TYPES.logging).inputs.targetPrefix,
      "s3/",
    );
  });

  it("lies in the region that the user gives, with all that is done to it", async () => {
    const { resources } = await storage({
      region: "eu-west-3",
      versioning: BucketVersioningStatus.Enabled,
      accessLogging: { bucket: "logs" },
      encryption: { type: "sse-kms" },
    });
    const regional = resources.filter(({ type }) => /^aws:(s3|kms)/.test(type));
    assert.equal(regional.length, 11);
    for (const { type, inputs } of regional) assert.equal(inputs.region, "eu-west-3", type);
  });

  it("has the user's tags, like all that can have tags", async () => {
    const tags = { team: "shop" };
    const { resources } = await storage({
      tags,
      encryption: { type: "sse-kms" },
      identity: { type: "pod-identity", eksCluster: "production" },
    });
    const tagged = resources.filter(({ type, inputs }) => type !== TYPES.storage && inputs.tags !== undefined);
    assert.deepEqual(
      tagged.map(({ type }) => type).sort(),
      [TYPES.bucket, TYPES.key, TYPES.role, TYPES.role, TYPES.association, TYPES.association].sort(),
    );
    for (const { inputs } of tagged) assert.deepEqual(inputs.tags, tags);
  });
});

describe("an existing bucket", () => {
  it("is not touched: only roles are made", async () => {
    const { types } = await storage({ bucketName: undefined, existingBucket: { name: "theirs" } });
    assert.deepEqual(types, [TYPES.role, TYPES.role, TYPES.rolePolicy, TYPES.rolePolicy]);
  });
});

function roles() {
  return { jobManagerRoleArn: roleArn("jm"), taskManagerRoleArn: roleArn("tm") };
}

function lastPart(urn: string): string {
  return urn.split("::").at(-2)!.split("$").at(-1)!;
}
