import assert from "node:assert/strict";
import { DeletePublicAccessBlockCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { BucketEncryptionType, BucketVersioningStatus } from "../../components/arguments/bucket";
import { administrator, BUCKET, configureStorage, OIDC_PROVIDER } from "../standins/aws/administrator";
import { awsPlugin } from "../standins/aws/awsPlugin";
import { AwsStack, type Step } from "../standins/aws/awsStack";
import { Inspection } from "../standins/aws/inspection";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";

const SSE_KMS = { type: BucketEncryptionType.SseKms };
const STATE = "flink/orders/checkpoints/1/chk-1/_metadata";

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
  let stack: AwsStack;
  /** What is there, as an administrator sees it. */
  let there: Inspection;
  let admin: ReturnType<typeof administrator>;

  before(async () => {
    aws = await SimulatedAws.start();
    admin = administrator(aws);
    there = new Inspection(aws);
    stack = configureStorage(await AwsStack.create(aws, "lifecycle"));
  });
  after(async () => {
    stack?.dispose();
    await aws?.stop();
  });

  const writeState = (Body: string) => admin.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: STATE, Body }));
  const state = () => there.object(STATE);
  const onS3 = (writes: string[]) => writes.filter((action) => action.startsWith("s3:"));

  describe("before the first up", () => {
    it("writes nothing at preview", async () => {
      const writes = await aws.writesDuring(async () =>
        assert.ok(changes(await stack.preview()).includes("create aws:s3/bucket:Bucket")),
      );
      assert.deepEqual(writes, []);
    });
  });

  describe("after the first up", () => {
    let outputs: Record<string, string>;

    before(async () => {
      await stack.up();
      outputs = await stack.outputs();
    });

    it("has one bucket, with the cluster's tags", async () => {
      assert.deepEqual(await there.bucketNames(), [BUCKET]);
      assert.deepEqual(await there.tags(), { service: "orders" });
    });

    it("says where the state lies", () => assert.equal(outputs.uri, `s3://${BUCKET}/flink`));

    it("keeps the public out, whatever somebody grants", async () => {
      assert.deepEqual(await there.publicAccessBlock(), {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      });
    });

    it("gives all objects to the bucket's owner", async () => {
      assert.deepEqual(await there.ownership(), [{ ObjectOwnership: "BucketOwnerEnforced" }]);
    });

    it("encrypts with keys of S3", async () => {
      assert.deepEqual((await there.encryption()).ApplyServerSideEncryptionByDefault, { SSEAlgorithm: "AES256" });
    });

    it("keeps no old versions", async () => assert.equal(await there.versioning(), undefined));

    it("cleans up after uploads that were not completed, and after nothing else", async () => {
      const [cleaning, ...others] = await there.lifecycleRules();
      assert.equal(cleaning.ID, "abort-incomplete-uploads");
      assert.equal(cleaning.Status, "Enabled");
      assert.deepEqual(cleaning.AbortIncompleteMultipartUpload, { DaysAfterInitiation: 7 });
      assert.equal(cleaning.Expiration, undefined);
      assert.deepEqual(others, []);
    });

    it("refuses requests without TLS", async () => {
      assert.deepEqual(
        (await there.bucketPolicy()).map(({ Sid, Condition }) => [Sid, Condition]),
        [["DenyInsecureTransport", { Bool: { "aws:SecureTransport": "false" } }]],
      );
    });

    for (const kind of ["jobManager", "taskManager"] as const) {
      const roleName = () => outputs[`${kind}RoleArn`].split("/").at(-1)!;

      it(`lets only the service account of the ${kind} take its role`, async () => {
        const issuer = OIDC_PROVIDER.split("oidc-provider/")[1];
        assert.deepEqual(
          (await there.trust(roleName())).map(({ Condition }) => Condition),
          [
            {
              StringEquals: {
                [`${issuer}:sub`]: `system:serviceaccount:flink:orders-${kind.toLowerCase()}`,
                [`${issuer}:aud`]: "sts.amazonaws.com",
              },
            },
          ],
        );
      });

      it(`grants the role of the ${kind} what its output says`, async () => {
        // The CLI shows JSON in outputs as the object that it is.
        const shown: unknown = outputs[`${kind}Policy`];
        const said: unknown = typeof shown === "string" ? JSON.parse(shown) : shown;
        assert.deepEqual(await there.rolePolicies(roleName()), [said]);
      });
    }

    it("changes nothing at the next preview, refresh and up", async () => {
      const writes = await aws.writesDuring(async () => {
        await stack.settled();
        await stack.succeed(["up", "--yes", "--expect-no-changes"]);
      });
      assert.deepEqual(writes, []);
    });
  });

  describe("when something changes", () => {
    it("shows at refresh what somebody has changed, and puts it right", async () => {
      await admin.s3.send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
      const { exitCode, output } = await stack.pulumi(["refresh", "--yes", "--expect-no-changes"]);
      assert.notEqual(exitCode, 0, output);
      assert.deepEqual(changes(await stack.preview()), [
        "create aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      ]);
      await stack.up();
      assert.equal((await there.publicAccessBlock()).BlockPublicPolicy, true);
      await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);
    });

    it("changes the encryption in place", async () => {
      await writeState("state");
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
      assert.deepEqual(await there.encryption(), {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: kmsKeyArn },
        BucketKeyEnabled: true,
      });
      assert.equal(await state(), "state");
      await stack.settled();
    });

    it("gets another name by an alias, and nothing changes on AWS", async () => {
      for (const [name, formerName] of [
        ["payments", "orders"],
        ["orders", "payments"],
      ]) {
        configureStorage(
          stack,
          { encryption: SSE_KMS },
          { "aws-state:name": name, "aws-state:formerName": formerName },
        );
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
  });

  describe("when it goes, whole or in part", () => {
    it("is not destroyed while it holds state", async () => {
      const { exitCode, output } = await stack.pulumi(["destroy", "--yes"]);
      assert.notEqual(exitCode, 0);
      assert.match(output, /protected/);
      assert.equal((await there.roleNames()).length, 2, "nothing is destroyed halfway");
      assert.equal(await state(), "state");
    });

    it("goes but for the state with destroy --exclude-protected", async () => {
      await stack.succeed(["destroy", "--yes", "--exclude-protected"]);
      assert.deepEqual(await there.roleNames(), []);
      assert.equal(await state(), "state");
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
      assert.deepEqual(writes.filter((action) => !action.startsWith("iam:")).sort(), [
        "kms:CreateAlias",
        "s3:PutObject",
      ]);
      assert.equal((await there.roleNames()).length, 2);
      assert.equal(await state(), "state");
    });

    it("keeps the roles too where the bucket's policy names them", async () => {
      configureStorage(stack, { encryption: SSE_KMS, onlyClusterMayWrite: true });
      await stack.up();
      const names = await there.roleNames();
      await stack.succeed(["destroy", "--yes", "--exclude-protected"]);
      assert.deepEqual(await there.roleNames(), names);
      for (const name of names) assert.deepEqual(await there.rolePolicies(name), [], "it may do nothing");
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
      assert.equal(await there.keyState(kmsKeyArn), "Enabled");
      assert.deepEqual((await there.encryption()).ApplyServerSideEncryptionByDefault, { SSEAlgorithm: "AES256" });
      assert.equal(await state(), "state");
      configureStorage(stack, { encryption: SSE_KMS });
      await stack.up();
    });

    it("goes with all state once forceDestroy is applied", async () => {
      const { kmsKeyArn } = await stack.outputs();
      configureStorage(stack, { encryption: SSE_KMS, versioning: BucketVersioningStatus.Enabled, forceDestroy: true });
      await stack.up();
      for (const body of ["newer state", "newest state"]) await writeState(body);
      assert.equal(await state(), "newest state");
      await stack.succeed(["destroy", "--yes"]);
      assert.deepEqual(await there.bucketNames(), []);
      assert.deepEqual(await there.roleNames(), []);
      assert.equal(await there.keyState(kmsKeyArn), "PendingDeletion");
      assert.deepEqual(await there.aliasedKeys(), []);
      assert.deepEqual(typesOf(await stack.resources()), []);
    });

    it("forgets what was unprotected by hand, instead of deleting it", async () => {
      configureStorage(stack, { versioning: BucketVersioningStatus.Enabled, noncurrentVersionsExpireAfterDays: 7 });
      await stack.up();
      for (const body of ["state", "newer state"]) await writeState(body);
      await stack.succeed(["state", "unprotect", "--all", "--yes"]);
      const writes = await aws.writesDuring(() => stack.succeed(["destroy", "--yes"]));
      assert.deepEqual(onS3(writes), []);
      assert.deepEqual(typesOf(await stack.resources()), []);
      assert.equal(await state(), "newer state");
    });
  });
});
