import assert from "node:assert/strict";
import { CreateBucketCommand, DeleteBucketCommand } from "@aws-sdk/client-s3";
import { BucketEncryptionType } from "../../components/arguments/bucket";
import { administrator, BUCKET, configureStorage, REGION, strangersKeys } from "../standins/aws/administrator";
import { awsPlugin } from "../standins/aws/awsPlugin";
import { AwsStack } from "../standins/aws/awsStack";
import { Inspection } from "../standins/aws/inspection";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";

describe(`calls to AWS that fail, by the ${awsPlugin()} plugin`, () => {
  let aws: SimulatedAws;
  let stack: AwsStack;
  let there: Inspection;

  beforeEach(async () => {
    aws = await SimulatedAws.start();
    there = new Inspection(aws);
    stack = configureStorage(await AwsStack.create(aws, "failures"));
  });
  afterEach(async () => {
    stack?.dispose();
    await aws?.stop();
  });

  /** Runs `pulumi up`, which must fail, and returns its output. */
  async function failedUp(): Promise<string> {
    const { exitCode, output } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    assert.notEqual(exitCode, 0, output);
    return output;
  }

  it("say what was denied, and the next up goes on from there", async () => {
    const permit = aws.deny("s3:PutBucketEncryption");
    const output = await failedUp();
    assert.match(output, /BucketServerSideEncryptionConfiguration.*orders-state/);
    assert.match(output, /PutBucketEncryption.*AccessDenied.*not authorized to perform: s3:PutBucketEncryption/s);
    permit();

    const writes = await aws.writesDuring(() => stack.up());
    assert.ok(writes.includes("s3:PutBucketEncryption"), writes.join());
    assert.ok(!writes.includes("s3:CreateBucket"), "the bucket of the failed up is known");
    assert.equal((await there.encryption()).ApplyServerSideEncryptionByDefault!.SSEAlgorithm, "AES256");
    await stack.succeed(["preview", "--expect-no-changes"]);
  });

  it("leave no half-made key behind", async () => {
    configureStorage(stack, { encryption: { type: BucketEncryptionType.SseKms } });
    const permit = aws.deny("kms:EnableKeyRotation");
    assert.match(await failedUp(), /EnableKeyRotation.*AccessDenied/s);
    permit();
    await stack.up();

    const { kmsKeyArn } = await stack.outputs();
    assert.equal(await there.keyRotates(kmsKeyArn), true);
    assert.deepEqual(await there.aliasedKeys(), [
      { AliasName: `alias/${BUCKET}`, TargetKeyId: kmsKeyArn.split("/").at(-1) },
    ]);
    const created = aws.requests.filter(({ action }) => action === "kms:CreateKey").length;
    const deleted = aws.requests.filter(({ action }) => action === "kms:ScheduleKeyDeletion").length;
    assert.equal(created - deleted, 1, "every other key is on its way out");
    await stack.succeed(["preview", "--expect-no-changes"]);
  });

  it("say that somebody else has the name of the bucket, and the next up has it once it is free", async () => {
    const location = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
    const stranger = administrator(aws, await strangersKeys(aws));
    await stranger.s3.send(new CreateBucketCommand({ Bucket: BUCKET, ...location }));
    assert.match(await failedUp(), /BucketAlreadyExists/);
    await stranger.s3.send(new DeleteBucketCommand({ Bucket: BUCKET }));
    await stack.up();
    assert.deepEqual(await there.bucketNames(), [BUCKET]);
  });

  it("leave what was not deleted to the next destroy", async () => {
    configureStorage(stack, { forceDestroy: true });
    await stack.up();
    const permit = aws.deny("s3:DeleteBucket");
    const { exitCode, output } = await stack.pulumi(["destroy", "--yes"]);
    assert.notEqual(exitCode, 0);
    assert.match(output, /DeleteBucket.*AccessDenied/s);
    permit();
    await stack.succeed(["destroy", "--yes"]);
    assert.deepEqual(await there.bucketNames(), []);
  });

  it("are not made with credentials of an account that the configuration does not name", async () => {
    configureStorage(stack, {}, { "aws:allowedAccountIds": ["999999999999"] });
    const writes = await aws.writesDuring(async () =>
      assert.match(await failedUp(), /account.*123456789012|123456789012.*account/is),
    );
    assert.deepEqual(writes, []);
  });
});
