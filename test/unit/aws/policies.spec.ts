import * as assert from "node:assert/strict";
import { S3Plugin } from "../../../components";
import { type StateAccess, statePolicy } from "../../../components/aws/stateAccess";
import { valueOf } from "../../support/mocks";
import { statements, storage, TYPES } from "./storage";

const access: StateAccess = {
  spec: { root: "flink/orders", plugin: S3Plugin.Hadoop, jobFolders: [] },
  bucketArn: "arn:aws:s3:::state",
  region: "eu-central-1",
  dnsSuffix: "amazonaws.com",
  formerKmsKeyArns: [],
};

function below(...folders: string[]): string[] {
  return folders.map((folder) => `arn:aws:s3:::state/flink/orders/${folder}/*`);
}

function listing(...prefixes: string[]) {
  return { Sid: "ListState", Effect: "Allow", Action: ["s3:ListBucket"], Resource: ["arn:aws:s3:::state"], Condition: { StringLike: { "s3:prefix": prefixes } } };
}

const CHANGES = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"];

const JOB_MANAGER = [
  listing("flink/orders/*"),
  { Sid: "UseState1", Effect: "Allow", Action: ["s3:GetObject", ...CHANGES], Resource: below("ha", "checkpoints", "savepoints") },
];

const TASK_MANAGER = [
  listing("flink/orders/checkpoints/*", "flink/orders/savepoints/*"),
  { Sid: "UseState1", Effect: "Allow", Action: ["s3:GetObject"], Resource: below("ha", "checkpoints", "savepoints") },
  { Sid: "UseState2", Effect: "Allow", Action: CHANGES, Resource: below("checkpoints", "savepoints") },
];

describe("the IAM policy", () => {
  for (const plugin of Object.values(S3Plugin)) {
    it(`of JobManagers and TaskManagers with ${plugin} is exactly this`, () => {
      const used = { ...access, spec: { ...access.spec, plugin } };
      assert.deepEqual(statements(statePolicy("jobmanager", used)), JOB_MANAGER);
      assert.deepEqual(statements(statePolicy("taskmanager", used)), TASK_MANAGER);
    });
  }

  it("lets TaskManagers write the job's own folders, and JobManagers read them", () => {
    const used = { ...access, spec: { ...access.spec, jobFolders: ["sink", "in/orders"] } };
    assert.deepEqual(statements(statePolicy("jobmanager", used)), [
      listing("flink/orders/*"),
      { Sid: "UseState1", Effect: "Allow", Action: ["s3:GetObject"], Resource: below("ha", "checkpoints", "savepoints", "sink", "in/orders") },
      { Sid: "UseState2", Effect: "Allow", Action: CHANGES, Resource: below("ha", "checkpoints", "savepoints") },
    ]);
    assert.deepEqual(statements(statePolicy("taskmanager", used)), [
      listing("flink/orders/checkpoints/*", "flink/orders/savepoints/*", "flink/orders/sink/*", "flink/orders/in/orders/*"),
      { Sid: "UseState1", Effect: "Allow", Action: ["s3:GetObject"], Resource: below("ha", "checkpoints", "savepoints", "sink", "in/orders") },
      { Sid: "UseState2", Effect: "Allow", Action: CHANGES, Resource: below("checkpoints", "savepoints", "sink", "in/orders") },
    ]);
  });

  it("is what the created roles hold and the outputs say", async () => {
    const { find, result } = await storage();
    assert.deepEqual(statements(find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy), JOB_MANAGER);
    assert.deepEqual(statements(find(TYPES.rolePolicy, "orders-taskmanager").inputs.policy), TASK_MANAGER);
    assert.equal(await valueOf(result.jobManagerPolicy), find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy);
    assert.equal(await valueOf(result.taskManagerPolicy), find(TYPES.rolePolicy, "orders-taskmanager").inputs.policy);
  });

  it("names the cluster's folder wherever it is", async () => {
    const { find } = await storage({ folder: "" });
    const [list, use] = statements(find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy);
    assert.deepEqual(list.Condition.StringLike["s3:prefix"], ["orders/*"]);
    assert.equal(use.Resource[0], "arn:aws:s3:::state/orders/ha/*");
  });

  it("is of the partition that the provider is in", async () => {
    const call = (token: string) =>
      token === "aws:index/getPartition:getPartition" ? { partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" } : { region: "cn-north-1" };
    const { find, one } = await storage({ encryption: { type: "sse-kms" } }, { call });
    const [list, use, key] = statements(find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy);
    assert.deepEqual(list.Resource, ["arn:aws-cn:s3:::state"]);
    assert.equal(use.Resource[0], "arn:aws-cn:s3:::state/flink/orders/ha/*");
    assert.deepEqual(key.Condition, { StringEquals: { "kms:ViaService": "s3.cn-north-1.amazonaws.com.cn" } });
    assert.deepEqual(statements(one(TYPES.policy).inputs.policy)[0].Resource, ["arn:aws-cn:s3:::state", "arn:aws-cn:s3:::state/*"]);
  });
});
