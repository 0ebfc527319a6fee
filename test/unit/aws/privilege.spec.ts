import * as assert from "node:assert/strict";
import { S3Plugin } from "../../../components";
import { IDENTITIES, SETTINGS } from "./matrix";
import { statements, storage, TYPES } from "../../support/recordedStorage";

/** Actions that a policy of the library may ever allow; any other is a mistake or a decision to write down here. */
const ALLOWED = [
  "kms:Decrypt",
  "kms:GenerateDataKey",
  "s3:AbortMultipartUpload",
  "s3:DeleteObject",
  "s3:GetObject",
  "s3:ListBucket",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
  "s3:PutObjectAcl",
  "sts:AssumeRole",
  "sts:AssumeRoleWithWebIdentity",
  "sts:TagSession",
];

describe("policies grant no more than the cluster's own place", () => {
  for (const [way, identity] of Object.entries(IDENTITIES)) {
    for (const [title, settings] of Object.entries(SETTINGS)) {
      for (const plugin of Object.values(S3Plugin)) {
        it(`by ${way}, with ${title} and ${plugin}`, async () => {
          const { resources } = await storage({ ...settings, identity, plugin });
          const texts = resources
            .flatMap(({ type, inputs }) => (type.startsWith("aws:") ? [inputs.policy, inputs.assumeRolePolicy] : []))
            .filter((text) => text !== undefined);
          assert.ok(texts.length >= 2);
          for (const statement of texts.flatMap(statements)) checkStatement(statement);
          // A key without a policy of its own has AWS's default: the account's IAM policies decide.
          for (const { inputs } of resources.filter(({ type }) => type === TYPES.key))
            assert.equal(inputs.policy, undefined);
        });
      }
    }
  }
});

function checkStatement(statement: any): void {
  assert.deepEqual(
    Object.keys(statement).filter((key) => /^Not/.test(key)),
    [],
    "exceptions grant everything else",
  );
  if (statement.Effect === "Deny") return;
  assert.equal(statement.Effect, "Allow");
  for (const action of statement.Action) assert.ok(ALLOWED.includes(action), action);
  if (statement.Principal !== undefined) checkTrust(statement);
  else for (const resource of statement.Resource) checkResource(resource, statement);
}

function checkTrust({ Principal, Condition }: any): void {
  assert.doesNotMatch(JSON.stringify(Principal), /[*?]/);
  assert.deepEqual(Object.keys(Condition), ["StringEquals"]);
  const values = Object.entries<string>(Condition.StringEquals);
  assert.ok(
    values.some(([key, value]) => /(:sub|service-account)$/.test(key) && /orders-(job|task)manager$/.test(value)),
  );
  for (const [, value] of values) assert.doesNotMatch(value, /[*?]/);
}

function checkResource(resource: string, { Action, Condition }: any): void {
  if (resource.includes(":kms:")) {
    assert.match(resource, /:key\/[a-z]+$/);
    assert.match(Condition.StringEquals["kms:ViaService"], /^s3\.[a-z0-9-]+\.amazonaws\.com$/);
  } else if (Action.includes("s3:ListBucket")) {
    assert.deepEqual(Action, ["s3:ListBucket"]);
    assert.match(resource, /^arn:aws:s3:::[a-z]+$/);
    for (const prefix of Condition.StringLike["s3:prefix"]) assert.match(prefix, /^flink\/orders\/([a-z]+\/)?\*$/);
  } else {
    if (Action.includes("s3:PutObjectAcl"))
      assert.deepEqual(
        [Action.length, Condition],
        [1, { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } }],
      );
    // Nobody writes beside the folders.
    const readOnly = Action.every((action: string) => action === "s3:GetObject");
    assert.match(
      resource,
      readOnly
        ? /^arn:aws:s3:::[a-z]+\/flink\/orders\/([a-z]+\/)?\*$/
        : /^arn:aws:s3:::[a-z]+\/flink\/orders\/[a-z]+\/\*$/,
    );
  }
}
