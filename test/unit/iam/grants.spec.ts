import * as assert from "node:assert/strict";
import { S3Plugin } from "../../../components";
import { type StateGrants, statePolicy } from "../../../components/iam/grants";
import { valueOf } from "../../support/mocks";
import { statements, storage, TYPES } from "../../support/recordedStorage";

const access: StateGrants = {
  spec: { stateKey: "flink/orders", plugin: S3Plugin.Hadoop, jobFolders: [] },
  bucketArn: "arn:aws:s3:::state",
  region: "eu-central-1",
  dnsSuffix: "amazonaws.com",
  formerKmsKeyArns: [],
};

function below(...folders: string[]): string[] {
  return folders.map((folder) => `arn:aws:s3:::state/flink/orders/${folder}/*`);
}

function listing(...prefixes: string[]) {
  return {
    Sid: "ListState",
    Effect: "Allow",
    Action: ["s3:ListBucket"],
    Resource: ["arn:aws:s3:::state"],
    Condition: { StringLike: { "s3:prefix": prefixes } },
  };
}

const CHANGES = ["s3:PutObject", "s3:DeleteObject"];
const ABORT = "s3:AbortMultipartUpload";
const ANYTHING = ["arn:aws:s3:::state/flink/orders/*"];

const JOB_MANAGER = [
  listing("flink/orders/*"),
  { Sid: "UseState1", Effect: "Allow", Action: ["s3:GetObject"], Resource: ANYTHING },
  { Sid: "UseState2", Effect: "Allow", Action: CHANGES, Resource: below("ha", "checkpoints", "savepoints") },
];

const TASK_MANAGER = [
  listing("flink/orders/checkpoints/*", "flink/orders/savepoints/*"),
  { Sid: "UseState1", Effect: "Allow", Action: ["s3:GetObject"], Resource: below("ha", "checkpoints", "savepoints") },
  { Sid: "UseState2", Effect: "Allow", Action: [...CHANGES, ABORT], Resource: below("checkpoints", "savepoints") },
];

const ABORT_IN_HA = { Sid: "UseState3", Effect: "Allow", Action: [ABORT], Resource: below("ha") };

/** The statements without an action. */
function without<T extends object>(action: string, all: T[]): T[] {
  return all.map((statement) => ({
    ...statement,
    Action: (statement as { Action: string[] }).Action.filter((granted) => granted !== action),
  }));
}

/** The statements, with the right to look at parts beside that to abort an upload. */
function withParts<T extends object>(all: T[]): T[] {
  const parts = (action: string) => (action === ABORT ? ["s3:ListMultipartUploadParts", ABORT] : [action]);
  return all.map((statement) => ({ ...statement, Action: (statement as { Action: string[] }).Action.flatMap(parts) }));
}

const JOB_FOLDERS = { ...access.spec, jobFolders: ["sink", "in/orders"] };
const JOB_LISTING = listing(
  "flink/orders/checkpoints/*",
  "flink/orders/savepoints/*",
  "flink/orders/sink/*",
  "flink/orders/in/orders/*",
);
const JOB_READING = {
  Sid: "UseState1",
  Effect: "Allow",
  Action: ["s3:GetObject"],
  Resource: below("ha", "checkpoints", "savepoints", "sink", "in/orders"),
};
const JOB_WRITING = {
  Sid: "UseState2",
  Effect: "Allow",
  Action: CHANGES,
  Resource: below("checkpoints", "savepoints", "sink", "in/orders"),
};

describe("the IAM policy", () => {
  it("of JobManagers and TaskManagers is exactly this", () => {
    assert.deepEqual(statements(statePolicy("jobmanager", access)), [...JOB_MANAGER, ABORT_IN_HA]);
    assert.deepEqual(statements(statePolicy("taskmanager", access)), TASK_MANAGER);
  });

  it(`lets ${S3Plugin.Presto} look at parts, and say that objects are the bucket owner's and nothing else of who may read them`, () => {
    const used = { ...access, spec: { ...access.spec, plugin: S3Plugin.Presto } };
    const [list, read, change] = JOB_MANAGER;
    const abortAnywhere = [list, read, { ...change, Action: [...CHANGES, ABORT] }];
    const acl = {
      Sid: "UseState3",
      Effect: "Allow",
      Action: ["s3:PutObjectAcl"],
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    };
    assert.deepEqual(statements(statePolicy("jobmanager", used)), [
      ...withParts(abortAnywhere),
      { ...acl, Resource: below("ha", "checkpoints", "savepoints") },
    ]);
    assert.deepEqual(statements(statePolicy("taskmanager", used)), [
      ...withParts(TASK_MANAGER),
      { ...acl, Resource: below("checkpoints", "savepoints") },
    ]);
  });

  it(`lets nobody abort uploads with ${S3Plugin.Native}, which makes none but for a file sink`, () => {
    const used = { ...access, spec: { ...access.spec, plugin: S3Plugin.Native } };
    assert.deepEqual(statements(statePolicy("jobmanager", used)), JOB_MANAGER);
    assert.deepEqual(statements(statePolicy("taskmanager", used)), without(ABORT, TASK_MANAGER));
    assert.deepEqual(
      statements(statePolicy("taskmanager", { ...used, spec: { ...JOB_FOLDERS, plugin: S3Plugin.Native } })),
      [
        JOB_LISTING,
        JOB_READING,
        JOB_WRITING,
        { Sid: "UseState3", Effect: "Allow", Action: [ABORT], Resource: below("sink", "in/orders") },
      ],
    );
  });

  it("lets TaskManagers write the job's own folders, and JobManagers read them", () => {
    const used = { ...access, spec: JOB_FOLDERS };
    assert.deepEqual(statements(statePolicy("jobmanager", used)), [...JOB_MANAGER, ABORT_IN_HA]);
    assert.deepEqual(statements(statePolicy("taskmanager", used)), [
      JOB_LISTING,
      JOB_READING,
      { ...JOB_WRITING, Action: [...CHANGES, ABORT] },
    ]);
  });

  it("is what the created roles hold and the outputs say", async () => {
    const { find, result } = await storage();
    assert.deepEqual(statements(find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy), [
      ...JOB_MANAGER,
      ABORT_IN_HA,
    ]);
    assert.deepEqual(statements(find(TYPES.rolePolicy, "orders-taskmanager").inputs.policy), TASK_MANAGER);
    assert.equal(await valueOf(result.jobManagerPolicy), find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy);
    assert.equal(await valueOf(result.taskManagerPolicy), find(TYPES.rolePolicy, "orders-taskmanager").inputs.policy);
  });

  it("names the cluster's folder wherever it is", async () => {
    const { find } = await storage({ folder: "" });
    const [list, use] = statements(find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy);
    assert.deepEqual(list.Condition.StringLike["s3:prefix"], ["orders/*"]);
    assert.equal(use.Resource[0], "arn:aws:s3:::state/orders/*");
  });

  it("is of the partition that the provider is in", async () => {
    const call = (token: string) =>
      token === "aws:index/getPartition:getPartition"
        ? { partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" }
        : { region: "cn-north-1" };
    const { find, one } = await storage({ encryption: { type: "sse-kms" } }, { call });
    const [list, use, , , key] = statements(find(TYPES.rolePolicy, "orders-jobmanager").inputs.policy);
    assert.deepEqual(list.Resource, ["arn:aws-cn:s3:::state"]);
    assert.equal(use.Resource[0], "arn:aws-cn:s3:::state/flink/orders/*");
    assert.deepEqual(key.Condition, { StringEquals: { "kms:ViaService": "s3.cn-north-1.amazonaws.com.cn" } });
    assert.deepEqual(statements(one(TYPES.policy).inputs.policy)[0].Resource, [
      "arn:aws-cn:s3:::state",
      "arn:aws-cn:s3:::state/*",
    ]);
  });
});
