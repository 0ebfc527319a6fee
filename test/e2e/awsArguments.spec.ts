import assert from "node:assert/strict";
import { CreatePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { BucketEncryptionType, BucketVersioningStatus } from "../../components/arguments/bucket";
import type { S3StateStorageArgs } from "../../components/arguments/s3StateStorage";
import { StorageIdentityType } from "../../components/arguments/storage";
import { administrator, configureStorage, OIDC_PROVIDER } from "../standins/aws/administrator";
import { awsPlugin } from "../standins/aws/awsPlugin";
import { AwsStack } from "../standins/aws/awsStack";
import { Inspection } from "../standins/aws/inspection";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";

const LOGS = "orders-access-logs";
const REGION = "eu-west-1";
const policyArn = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;
const POLICIES = ["read-topics", "read-streams"].map(policyArn);
const BOUNDARY = policyArn("boundary");

/** Everything that the other tests leave out, in another region than the provider's. */
const ARGUMENTS = {
  region: REGION,
  encryption: { type: BucketEncryptionType.SseKms },
  versioning: BucketVersioningStatus.Enabled,
  noncurrentVersionsExpireAfterDays: 30,
  lifecycleRules: [{ id: "exports", prefix: "exports/", expireAfterDays: 3 }],
  onlyClusterMayWrite: true,
  accessLogging: { bucket: LOGS, prefix: "s3/" },
  identity: {
    type: StorageIdentityType.Irsa,
    oidcProviderArn: OIDC_PROVIDER,
    extraPolicyArns: POLICIES,
    permissionsBoundaryArn: BOUNDARY,
    rolePath: "/flink/",
  },
  forceDestroy: true,
} satisfies Partial<S3StateStorageArgs>;

describe(`all arguments of the S3StateStorage against a simulated AWS, by the ${awsPlugin()} plugin`, () => {
  let aws: SimulatedAws;
  let stack: AwsStack;
  let there: Inspection;

  before(async () => {
    aws = await SimulatedAws.start();
    there = new Inspection(aws, REGION);
    await prepareAccount(aws);
    stack = configureStorage(await AwsStack.create(aws, "arguments"), ARGUMENTS);
  });
  after(async () => {
    stack?.dispose();
    await aws?.stop();
  });

  const roleName = async () => (await stack.outputs()).jobManagerRoleArn.split("/").at(-1)!;

  describe("at the first up", () => {
    before(() => stack.up());

    it("put the bucket into the region", async () => assert.equal(await there.bucketRegion(), REGION));

    it("log accesses into the other bucket", async () => {
      const { TargetBucket, TargetPrefix } = (await there.accessLogging())!;
      assert.deepEqual([TargetBucket, TargetPrefix], [LOGS, "s3/"]);
    });

    it("add the rules of the lifecycle to the storage's own", async () => {
      assert.deepEqual(
        (await there.lifecycleRules()).map(({ ID }) => ID),
        ["abort-incomplete-uploads", "expire-noncurrent-versions", "exports"],
      );
    });

    it("make a key in the region", async () => {
      assert.match((await stack.outputs()).kmsKeyArn, new RegExp(`^arn:aws:kms:${REGION}:`));
    });

    it("give the role its path, boundary and policies", async () => {
      assert.match((await stack.outputs()).jobManagerRoleArn, /:role\/flink\/orders-jobmanager-/);
      const { PermissionsBoundary } = await there.role(await roleName());
      assert.equal(PermissionsBoundary!.PermissionsBoundaryArn, BOUNDARY);
      assert.deepEqual(await there.attachedPolicies(await roleName()), [...POLICIES].sort());
    });

    it("stay as they are", () => stack.settled());
  });

  describe("when they change", () => {
    let kmsKeyArn: string;
    let writes: string[];

    before(async () => {
      ({ kmsKeyArn } = await stack.outputs());
      configureStorage(stack, {
        ...ARGUMENTS,
        accessLogging: undefined,
        versioning: BucketVersioningStatus.Suspended,
        lifecycleRules: [],
        onlyClusterMayWrite: false,
        tags: { team: "streams" },
        identity: { ...ARGUMENTS.identity, extraPolicyArns: POLICIES.slice(1), permissionsBoundaryArn: undefined },
      });
      writes = await aws.writesDuring(() => stack.up());
    });

    it("change bucket, key and roles in place", async () => {
      const replacing = /CreateBucket|DeleteBucket$|CreateKey|CreateRole|DeleteRole$|ScheduleKeyDeletion/;
      assert.deepEqual(
        writes.filter((action) => replacing.test(action)),
        [],
      );
      assert.equal((await stack.outputs()).kmsKeyArn, kmsKeyArn);
    });

    it("change the tags of bucket and role", async () => {
      assert.deepEqual(await there.tags(), { team: "streams" });
      assert.deepEqual((await there.role(await roleName())).Tags, [{ Key: "team", Value: "streams" }]);
    });

    it("end the logging of accesses", async () => assert.equal(await there.accessLogging(), undefined));

    it("take boundary and policy from the role", async () => {
      assert.equal((await there.role(await roleName())).PermissionsBoundary, undefined);
      assert.deepEqual(await there.attachedPolicies(await roleName()), POLICIES.slice(1));
    });

    it("stay as they are", () => stack.settled());
  });

  describe("at the end", () => {
    it("are destroyed with what they have made", async () => {
      const { kmsKeyArn } = await stack.outputs();
      await stack.succeed(["destroy", "--yes"]);
      assert.equal(await there.keyState(kmsKeyArn), "PendingDeletion");
      assert.deepEqual(
        (await stack.resources()).filter(({ type }) => type.startsWith("aws:")),
        [],
      );
    });
  });
});

/** What the arguments name: a bucket that takes S3's logs, and policies. */
async function prepareAccount(aws: SimulatedAws): Promise<void> {
  const { s3, iam } = administrator(aws, undefined, REGION);
  await s3.send(new CreateBucketCommand({ Bucket: LOGS, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  const logging = policyOf({
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${LOGS}/*`,
  });
  await s3.send(new PutBucketPolicyCommand({ Bucket: LOGS, Policy: logging }));
  const PolicyDocument = policyOf({ Action: "kinesis:GetRecords", Resource: "*" });
  for (const arn of [...POLICIES, BOUNDARY])
    await iam.send(new CreatePolicyCommand({ PolicyName: arn.split("/").at(-1), PolicyDocument }));
}

function policyOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
