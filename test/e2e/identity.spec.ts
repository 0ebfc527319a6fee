import assert from "node:assert/strict";
import { S3Plugin } from "../../components/flinkClusterArgs";
import { sandbox } from "../../sandbox/client";
import { accessOf, roleArn, storageOnAws } from "../acceptance/support/gatewayCluster";
import { SandboxGateway } from "../acceptance/support/gatewayOnSandbox";
import { tokenOf } from "../acceptance/support/gatewayTokens";
import { describeDenial } from "../acceptance/support/gatewayUses";
import { isDenied } from "../standins/gateway/decisions";
import { TEST_STATE, TestStack } from "../support/testStack";

describe("a cluster with IAM roles for service accounts, before a stand-in for AWS", () => {
  let gateway: SandboxGateway;
  let stack: TestStack;

  before(async () => {
    stack = await TestStack.create("identity");
    const { bucket, region } = sandbox().s3;
    const cluster = { clusterId: stack.name, namespace: stack.namespace, bucket, folder: TEST_STATE, plugin: S3Plugin.Hadoop, region };
    gateway = await SandboxGateway.start((issuer) => accessOf([cluster], issuer));
    await gateway.trustIn(stack.namespace);
    await stack.configure({ storage: storageOnAws(cluster) }).up();
  });
  after(async () => {
    await stack?.dispose();
    await gateway?.stop();
  });

  it("completes a checkpoint, and nothing is denied but a look whether a folder is a file", async () => {
    await (await stack.runningJob()).again(() => true);
    const decisions = gateway.gateway.decisions.since();
    // S3A, before it makes a folder: it goes on without an answer.
    const root = `arn:aws:s3:::${sandbox().s3.bucket}/${stack.prefix}`;
    const looks = ["ha", "checkpoints"].map((folder) => root + folder);
    const denied = decisions.filter((decision) => isDenied(decision) && !(decision.operation === "HeadObject" && looks.includes(decision.resource ?? "")));
    assert.deepEqual(denied.map(describeDenial), []);
    for (const role of ["jobmanager", "taskmanager"] as const) {
      const actions = new Set(decisions.filter((decision) => decision.role === roleArn(stack.name, role)).map(({ action }) => action));
      for (const needed of ["sts:AssumeRoleWithWebIdentity", "s3:PutObject", "kms:GenerateDataKey"]) assert.ok(actions.has(needed), `no ${needed} of the ${role}`);
    }
  });

  it("denies its role to another service account", async () => {
    const mark = gateway.gateway.decisions.mark();
    const { status, code } = await gateway.client.assume(await tokenOf(stack.namespace, "default"), roleArn(stack.name, "taskmanager"));
    assert.deepEqual([status, code], [403, "AccessDenied"]);
    const [{ subject, decision }] = gateway.gateway.decisions.since(mark);
    assert.deepEqual([subject, decision], [`system:serviceaccount:${stack.namespace}:default`, "implicit deny"]);
  });
});
