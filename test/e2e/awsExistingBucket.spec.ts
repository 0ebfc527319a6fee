import assert from "node:assert/strict";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { StorageIdentityType } from "../../components/arguments/storage";
import { administrator, BUCKET, configureStorage, createEksCluster, REGION } from "../standins/aws/administrator";
import { awsPlugin } from "../standins/aws/awsPlugin";
import { AwsStack } from "../standins/aws/awsStack";
import { Inspection } from "../standins/aws/inspection";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";

const EKS_CLUSTER = "production";
const STATE = "flink/orders/savepoints/savepoint-1/_metadata";

describe(`an S3StateStorage on a bucket that exists, for Pod Identity, by the ${awsPlugin()} plugin`, () => {
  let aws: SimulatedAws;
  let stack: AwsStack;
  let there: Inspection;

  before(async () => {
    aws = await SimulatedAws.start();
    there = new Inspection(aws);
    const { s3 } = administrator(aws);
    const location = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET, ...location }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: STATE, Body: "state" }));
    await createEksCluster(aws, EKS_CLUSTER);
    stack = configureStorage(await AwsStack.create(aws, "existing"), {
      bucketName: undefined,
      existingBucket: { name: BUCKET },
      identity: { type: StorageIdentityType.PodIdentity, eksCluster: EKS_CLUSTER },
    });
  });
  after(async () => {
    stack?.dispose();
    await aws?.stop();
  });

  const onS3 = (writes: string[]) => writes.filter((action) => action.startsWith("s3:"));

  it("changes nothing of the bucket", async () => {
    assert.deepEqual(onS3(await aws.writesDuring(() => stack.up())), []);
  });

  it("associates the service accounts with the roles", async () => {
    assert.deepEqual(await there.podIdentities(EKS_CLUSTER), ["flink/orders-jobmanager", "flink/orders-taskmanager"]);
  });

  it("shows no changes after up and after refresh", () => stack.settled());

  it("is destroyed without the bucket and its state", async () => {
    await stack.succeed(["destroy", "--yes"]);
    assert.deepEqual(await there.podIdentities(EKS_CLUSTER), []);
    assert.deepEqual(await there.bucketNames(), [BUCKET]);
    assert.equal(await there.object(STATE), "state");
  });
});
