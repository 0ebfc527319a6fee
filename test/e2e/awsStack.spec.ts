import assert from "node:assert/strict";
import { CreateClusterCommand, ListPodIdentityAssociationsCommand } from "@aws-sdk/client-eks";
import { GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, ListAliasesCommand } from "@aws-sdk/client-kms";
import {
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { BucketEncryptionType, BucketVersioningStatus } from "../../components/arguments/bucket";
import { StorageIdentityType } from "../../components/arguments/storage";
import { administrator, BUCKET, configureStorage, OIDC_PROVIDER } from "../standins/aws/administrator";
import { awsPlugin } from "../standins/aws/awsPlugin";
import { AwsStack, type Step } from "../standins/aws/awsStack";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";

const SSE_KMS = { type: BucketEncryptionType.SseKms };

/** Operations on types, `create aws:s3/bucket:Bucket`, of a plan that are not "same". */
const changes = (steps: Step[]) =>
  steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("::")[2].split("$").at(-1)}`);
const typesOf = (resources: { type: string }[]) =>
  resources
    .map(({ type }) => type)
    .filter((type) => type.startsWith("aws:"))
    .sort();

describe(`a stack of the S3StateStorage against a simulated AWS, by the ${awsPlugin()} plugin`, () => {
  let aws: SimulatedAws;
  let admin: ReturnType<typeof administrator>;
  let stack: AwsStack;

  before(async () => {
    aws = await SimulatedAws.start();
    admin = administrator(aws);
    stack = configureStorage(await AwsStack.create(aws, "lifecycle"));
  });
  after(async () => {
    stack?.dispose();
    await aws?.stop();
  });

  const state = { Bucket: BUCKET, Key: "flink/orders/checkpoints/1/chk-1/_metadata" };
  const object = async () => (await admin.s3.send(new GetObjectCommand(state))).Body!.transformToString();
  const bucketNames = async () => (await admin.s3.send(new ListBucketsCommand({}))).Buckets!.map(({ Name }) => Name);
  const roleNames = async () =>
    (await admin.iam.send(new ListRolesCommand({})))
      .Roles!.map(({ RoleName }) => RoleName!)
      .filter((name) => name.startsWith("orders-"));
  const encryptionRule = async () =>
    (await admin.s3.send(new GetBucketEncryptionCommand({ Bucket: BUCKET }))).ServerSideEncryptionConfiguration!
      .Rules![0];

  it("writes nothing at preview", async () => {
    const writes = await aws.writesDuring(async () =>
      assert.ok(changes(await stack.preview()).includes("create aws:s3/bucket:Bucket")),
    );
    assert.deepEqual(writes, []);
  });

  it("makes what it says", async () => {
    await stack.up();
    const { s3, iam } = admin;
    const Bucket = BUCKET;
    assert.deepEqual(await bucketNames(), [BUCKET]);
    assert.deepEqual((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration, {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    assert.deepEqual((await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls, {
      Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }],
    });
    assert.deepEqual((await encryptionRule()).ApplyServerSideEncryptionByDefault, { SSEAlgorithm: "AES256" });
    assert.equal((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status, undefined);
    assert.deepEqual((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet, [
      { Key: "service", Value: "orders" },
    ]);
    const [cleaning, ...others] = (await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules!;
    assert.deepEqual(
      [cleaning.ID, cleaning.Status, cleaning.AbortIncompleteMultipartUpload, cleaning.Expiration, others],
      ["abort-incomplete-uploads", "Enabled", { DaysAfterInitiation: 7 }, undefined, []],
    );
    const policy = JSON.parse((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy!) as {
      Statement: { Sid: string; Condition: object }[];
    };
    assert.deepEqual(
      policy.Statement.map(({ Sid, Condition }) => [Sid, Condition]),
      [["DenyInsecureTransport", { Bool: { "aws:SecureTransport": "false" } }]],
    );

    const outputs = await stack.outputs();
    assert.equal(outputs.uri, `s3://${BUCKET}/flink`);
    for (const kind of ["jobManager", "taskManager"] as const) {
      const RoleName = outputs[`${kind}RoleArn`].split("/").at(-1)!;
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      const [{ Condition }] = (
        JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)) as { Statement: { Condition: object }[] }
      ).Statement;
      const issuer = OIDC_PROVIDER.split("oidc-provider/")[1];
      assert.deepEqual(Condition, {
        StringEquals: {
          [`${issuer}:sub`]: `system:serviceaccount:flink:orders-${kind.toLowerCase()}`,
          [`${issuer}:aud`]: "sts.amazonaws.com",
        },
      });
      const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      assert.equal(PolicyNames!.length, 1);
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: PolicyNames![0] }));
      // The CLI shows JSON in outputs as the object that it is.
      const shown: unknown = outputs[`${kind}Policy`];
      assert.deepEqual(
        JSON.parse(decodeURIComponent(PolicyDocument!)),
        typeof shown === "string" ? JSON.parse(shown) : shown,
      );
    }
  });

  it("changes nothing at the next preview, refresh and up", async () => {
    const writes = await aws.writesDuring(async () => {
      await stack.succeed(["preview", "--expect-no-changes"]);
      await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);
      await stack.succeed(["preview", "--expect-no-changes"]);
      await stack.succeed(["up", "--yes", "--expect-no-changes"]);
    });
    assert.deepEqual(writes, []);
  });

  it("shows at refresh what somebody has changed, and puts it right", async () => {
    await admin.s3.send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
    const { exitCode, output } = await stack.pulumi(["refresh", "--yes", "--expect-no-changes"]);
    assert.notEqual(exitCode, 0, output);
    assert.deepEqual(changes(await stack.preview()), ["create aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"]);
    await stack.up();
    assert.equal(
      (await admin.s3.send(new GetPublicAccessBlockCommand({ Bucket: BUCKET }))).PublicAccessBlockConfiguration!
        .BlockPublicPolicy,
      true,
    );
    await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);
  });

  it("changes the encryption in place", async () => {
    await admin.s3.send(new PutObjectCommand({ ...state, Body: "state" }));
    configureStorage(stack, { encryption: SSE_KMS });
    assert.deepEqual(changes(await stack.preview()).sort(), [
      "create aws:kms/alias:Alias",
      "create aws:kms/key:Key",
      "update aws:iam/rolePolicy:RolePolicy",
      "update aws:iam/rolePolicy:RolePolicy",
      "update aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "update flink:index:S3StateStorage",
    ]);
    const writes = await aws.writesDuring(() => stack.up());
    assert.ok(writes.includes("s3:PutBucketEncryption"), writes.join());
    assert.deepEqual(
      writes.filter((action) => /Delete|CreateBucket/.test(action)),
      [],
    );
    const { kmsKeyArn } = await stack.outputs();
    assert.deepEqual(await encryptionRule(), {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: kmsKeyArn },
      BucketKeyEnabled: true,
    });
    assert.equal(await object(), "state");
    await stack.succeed(["preview", "--expect-no-changes"]);
    await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);
  });

  it("gets another name by an alias, and nothing changes on AWS", async () => {
    for (const [name, formerName] of [
      ["payments", "orders"],
      ["orders", "payments"],
    ]) {
      configureStorage(stack, { encryption: SSE_KMS }, { "aws-state:name": name, "aws-state:formerName": formerName });
      assert.deepEqual(
        changes(await stack.preview()).filter((change) => !change.startsWith("update")),
        [],
      );
      const writes = await aws.writesDuring(() => stack.up());
      assert.deepEqual(writes, []);
    }
    configureStorage(stack, { encryption: SSE_KMS });
    await stack.succeed(["preview", "--expect-no-changes"]);
  });

  it("is not destroyed while it holds state", async () => {
    const { exitCode, output } = await stack.pulumi(["destroy", "--yes"]);
    assert.notEqual(exitCode, 0);
    assert.match(output, /protected/);
    assert.equal((await roleNames()).length, 2, "nothing is destroyed halfway");
    assert.equal(await object(), "state");
  });

  it("goes but for the state with destroy --exclude-protected", async () => {
    await stack.succeed(["destroy", "--yes", "--exclude-protected"]);
    assert.deepEqual(await roleNames(), []);
    assert.equal(await object(), "state");
    const kept = (await stack.resources()).filter(({ type }) => type.startsWith("aws:"));
    assert.deepEqual(typesOf(kept), [
      "aws:kms/key:Key",
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ]);
    assert.ok(kept.every(({ protect, retainOnDelete }) => protect && retainOnDelete));
  });

  it("comes back with the same bucket and its state", async () => {
    const writes = await aws.writesDuring(() => stack.up());
    // The alias of the key and the folder's marker, which are not protected.
    assert.deepEqual(writes.filter((action) => !action.startsWith("iam:")).sort(), ["kms:CreateAlias", "s3:PutObject"]);
    assert.equal((await roleNames()).length, 2);
    assert.equal(await object(), "state");
  });

  it("keeps the roles too where the bucket's policy names them", async () => {
    configureStorage(stack, { encryption: SSE_KMS, onlyClusterMayWrite: true });
    await stack.up();
    const names = (await roleNames()).sort();
    await stack.succeed(["destroy", "--yes", "--exclude-protected"]);
    assert.deepEqual((await roleNames()).sort(), names);
    const { PolicyNames } = await admin.iam.send(new ListRolePoliciesCommand({ RoleName: names[0] }));
    assert.deepEqual(PolicyNames, [], "they may do nothing");
    await stack.up();
    configureStorage(stack, { encryption: SSE_KMS });
    await stack.up();
  });

  it("leaves a key that it has created only when that is unprotected, and does not delete it", async () => {
    const { kmsKeyArn } = await stack.outputs();
    configureStorage(stack);
    const { exitCode, output } = await stack.pulumi(["preview"]);
    assert.notEqual(exitCode, 0);
    assert.match(output, /kms.*protected/s);
    for (const { type, urn } of await stack.resources())
      if (type.startsWith("aws:kms")) await stack.succeed(["state", "unprotect", urn, "--yes"]);
    const writes = await aws.writesDuring(() => stack.up());
    assert.deepEqual(
      writes.filter((action) => action.startsWith("kms:")),
      ["kms:DeleteAlias"],
    );
    assert.equal((await admin.kms.send(new DescribeKeyCommand({ KeyId: kmsKeyArn }))).KeyMetadata!.KeyState, "Enabled");
    assert.deepEqual((await encryptionRule()).ApplyServerSideEncryptionByDefault, { SSEAlgorithm: "AES256" });
    assert.equal(await object(), "state");
    configureStorage(stack, { encryption: SSE_KMS });
    await stack.up();
  });

  it("goes with all state once forceDestroy is applied", async () => {
    const { kmsKeyArn } = await stack.outputs();
    configureStorage(stack, { encryption: SSE_KMS, versioning: BucketVersioningStatus.Enabled, forceDestroy: true });
    await stack.up();
    for (const Body of ["newer state", "newest state"]) await admin.s3.send(new PutObjectCommand({ ...state, Body }));
    assert.equal(await object(), "newest state");
    await stack.succeed(["destroy", "--yes"]);
    assert.deepEqual(await bucketNames(), []);
    assert.deepEqual(await roleNames(), []);
    assert.equal(
      (await admin.kms.send(new DescribeKeyCommand({ KeyId: kmsKeyArn }))).KeyMetadata!.KeyState,
      "PendingDeletion",
    );
    assert.deepEqual(
      (await admin.kms.send(new ListAliasesCommand({}))).Aliases!.filter(({ AliasName }) =>
        AliasName!.includes("orders"),
      ),
      [],
    );
    assert.deepEqual(typesOf(await stack.resources()), []);
  });

  it("forgets what was unprotected by hand, instead of deleting it", async () => {
    configureStorage(stack, { versioning: BucketVersioningStatus.Enabled, noncurrentVersionsExpireAfterDays: 7 });
    await stack.up();
    for (const Body of ["state", "newer state"]) await admin.s3.send(new PutObjectCommand({ ...state, Body }));
    await stack.succeed(["state", "unprotect", "--all", "--yes"]);
    const writes = await aws.writesDuring(() => stack.succeed(["destroy", "--yes"]));
    assert.deepEqual(
      writes.filter((action) => action.startsWith("s3:")),
      [],
    );
    assert.deepEqual(typesOf(await stack.resources()), []);
    assert.equal(await object(), "newer state");
  });

  it("gives an adopted bucket to pods by Pod Identity and changes nothing of it", async () => {
    await admin.eks.send(
      new CreateClusterCommand({
        name: "production",
        roleArn: "arn:aws:iam::123456789012:role/eks",
        resourcesVpcConfig: { subnetIds: [] },
      }),
    );
    configureStorage(stack, {
      bucketName: undefined,
      existingBucket: { name: BUCKET },
      identity: { type: StorageIdentityType.PodIdentity, eksCluster: "production" },
    });
    const writes = await aws.writesDuring(() => stack.up());
    assert.deepEqual(
      writes.filter((action) => action.startsWith("s3:")),
      [],
    );
    const { associations } = await admin.eks.send(
      new ListPodIdentityAssociationsCommand({ clusterName: "production" }),
    );
    assert.deepEqual(associations!.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`).sort(), [
      "flink/orders-jobmanager",
      "flink/orders-taskmanager",
    ]);
    await stack.succeed(["preview", "--expect-no-changes"]);
    await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);
    await stack.succeed(["destroy", "--yes"]);
    assert.deepEqual(
      (await admin.eks.send(new ListPodIdentityAssociationsCommand({ clusterName: "production" }))).associations,
      [],
    );
    assert.equal(await object(), "newer state");
  });
});
