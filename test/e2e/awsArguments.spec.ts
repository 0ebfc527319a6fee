import assert from "node:assert/strict";
import { CreatePolicyCommand, GetRoleCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketTaggingCommand,
  PutBucketPolicyCommand,
} from "@aws-sdk/client-s3";
import { BucketEncryptionType, BucketVersioningStatus } from "../../components/arguments/bucket";
import type { S3StateStorageArgs } from "../../components/arguments/s3StateStorage";
import { StorageIdentityType } from "../../components/arguments/storage";
import { administrator, BUCKET, configureStorage, OIDC_PROVIDER } from "../standins/aws/administrator";
import { awsPlugin } from "../standins/aws/awsPlugin";
import { AwsStack } from "../standins/aws/awsStack";
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
  let s3: ReturnType<typeof administrator>["s3"];
  let iam: ReturnType<typeof administrator>["iam"];

  before(async () => {
    aws = await SimulatedAws.start();
    ({ s3, iam } = administrator(aws, undefined, REGION));
    await s3.send(new CreateBucketCommand({ Bucket: LOGS, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    const Statement = {
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `arn:aws:s3:::${LOGS}/*`,
    };
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: LOGS,
        Policy: JSON.stringify({ Version: "2012-10-17", Statement: [Statement] }),
      }),
    );
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "kinesis:GetRecords", Resource: "*" }],
    });
    for (const arn of [...POLICIES, BOUNDARY])
      await iam.send(new CreatePolicyCommand({ PolicyName: arn.split("/").at(-1), PolicyDocument }));
    stack = configureStorage(await AwsStack.create(aws, "arguments"), ARGUMENTS);
  });
  after(async () => {
    stack?.dispose();
    await aws?.stop();
  });

  const tags = async () =>
    Object.fromEntries(
      (await s3.send(new GetBucketTaggingCommand({ Bucket: BUCKET }))).TagSet!.map(({ Key, Value }) => [Key, Value]),
    );
  const roleName = async () => (await stack.outputs()).jobManagerRoleArn.split("/").at(-1)!;
  const unchanged = async () => {
    await stack.succeed(["preview", "--expect-no-changes"]);
    await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);
    await stack.succeed(["preview", "--expect-no-changes"]);
  };

  it("are accepted and stay as they are", async () => {
    await stack.up();
    assert.equal((await s3.send(new GetBucketLocationCommand({ Bucket: BUCKET }))).LocationConstraint, REGION);
    const { LoggingEnabled } = await s3.send(new GetBucketLoggingCommand({ Bucket: BUCKET }));
    assert.deepEqual([LoggingEnabled!.TargetBucket, LoggingEnabled!.TargetPrefix], [LOGS, "s3/"]);
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: BUCKET }));
    assert.deepEqual(
      Rules!.map(({ ID }) => ID),
      ["abort-incomplete-uploads", "expire-noncurrent-versions", "exports"],
    );

    const { kmsKeyArn, jobManagerRoleArn } = await stack.outputs();
    assert.match(kmsKeyArn, new RegExp(`^arn:aws:kms:${REGION}:`));
    assert.match(jobManagerRoleArn, /:role\/flink\/orders-jobmanager-/);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: await roleName() }));
    assert.equal(Role!.PermissionsBoundary!.PermissionsBoundaryArn, BOUNDARY);
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: await roleName() }));
    assert.deepEqual(AttachedPolicies!.map(({ PolicyArn }) => PolicyArn).sort(), [...POLICIES].sort());
    await unchanged();
  });

  it("are changed in place", async () => {
    const { kmsKeyArn } = await stack.outputs();
    const identity = { ...ARGUMENTS.identity, extraPolicyArns: POLICIES.slice(1), permissionsBoundaryArn: undefined };
    const changed = {
      accessLogging: undefined,
      versioning: BucketVersioningStatus.Suspended,
      lifecycleRules: [],
      onlyClusterMayWrite: false,
      tags: { team: "streams" },
    };
    configureStorage(stack, { ...ARGUMENTS, ...changed, identity });
    const writes = await aws.writesDuring(() => stack.up());
    assert.deepEqual(
      writes.filter((action) =>
        /CreateBucket|DeleteBucket$|CreateKey|CreateRole|DeleteRole$|ScheduleKeyDeletion/.test(action),
      ),
      [],
    );

    assert.deepEqual(await tags(), { team: "streams" });
    assert.equal((await s3.send(new GetBucketLoggingCommand({ Bucket: BUCKET }))).LoggingEnabled, undefined);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: await roleName() }));
    assert.deepEqual([Role!.PermissionsBoundary, Role!.Tags], [undefined, [{ Key: "team", Value: "streams" }]]);
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: await roleName() }));
    assert.deepEqual(
      AttachedPolicies!.map(({ PolicyArn }) => PolicyArn),
      POLICIES.slice(1),
    );
    assert.equal((await stack.outputs()).kmsKeyArn, kmsKeyArn);
    await unchanged();
  });

  it("are destroyed with what they have made", async () => {
    const { kms } = administrator(aws, undefined, REGION);
    const { kmsKeyArn } = await stack.outputs();
    await stack.succeed(["destroy", "--yes"]);
    assert.equal(
      (await kms.send(new DescribeKeyCommand({ KeyId: kmsKeyArn }))).KeyMetadata!.KeyState,
      "PendingDeletion",
    );
    assert.deepEqual(
      (await stack.resources()).filter(({ type }) => type.startsWith("aws:")),
      [],
    );
  });
});
