import assert from "node:assert/strict";
import { S3Plugin } from "../../components/arguments/storage";
import { PROCESS_KINDS } from "../../components/model/processes";
import { sandbox } from "../../sandbox/client";
import { accessOf, roleArn, storageOnAws } from "../support/clusterBehindGateway/cluster";
import { SandboxGateway } from "../support/clusterBehindGateway/sandboxGateway";
import { tokenOf } from "../support/clusterBehindGateway/serviceAccountTokens";
import { describeDenial } from "../support/clusterBehindGateway/folderUses";
import { isDenied } from "../standins/gateway/decisions";
import { TEST_STATE, TestStack } from "../support/testStack";

describe("a cluster with IAM roles for service accounts, before a stand-in for AWS", () => {
  let gateway: SandboxGateway;
  let stack: TestStack;

  before(async () => {
    stack = await TestStack.create("identity");
    const { bucket, region } = sandbox().s3;
    const cluster = {
      clusterId: stack.name,
      namespace: stack.namespace,
      bucket,
      folder: TEST_STATE,
      plugin: S3Plugin.Hadoop,
      region,
    };
    gateway = await SandboxGateway.start((issuer) => accessOf([cluster], issuer));
    await gateway.trustIn(stack.namespace);
    await gateway.createRoot(cluster);
    await stack.configure({ storage: storageOnAws(cluster) }).up();
  });
  after(async () => {
    await stack?.dispose();
    await gateway?.stop();
  });

  it("completes a checkpoint, and nothing is denied", async () => {
    await (await stack.runningJob()).again(() => true);
    const decisions = gateway.gateway.decisions.since();
    assert.deepEqual(decisions.filter(isDenied).map(describeDenial), []);
    for (const role of PROCESS_KINDS) {
      const actions = new Set(
        decisions.filter((decision) => decision.role === roleArn(stack.name, role)).map(({ action }) => action),
      );
      for (const needed of ["sts:AssumeRoleWithWebIdentity", "s3:PutObject", "kms:GenerateDataKey"])
        assert.ok(actions.has(needed), `no ${needed} of the ${role}`);
    }
  });

  it("denies its role to another service account", async () => {
    const mark = gateway.gateway.decisions.mark();
    const { status, code } = await gateway.client.assume(
      await tokenOf(stack.namespace, "default"),
      roleArn(stack.name, "taskmanager"),
    );
    assert.deepEqual([status, code], [403, "AccessDenied"]);
    // Meanwhile the cluster goes on asking, which is allowed.
    const denied = gateway.gateway.decisions.since(mark).filter(isDenied);
    assert.deepEqual(
      denied.map(({ subject, decision }) => [subject, decision]),
      [[`system:serviceaccount:${stack.namespace}:default`, "implicit deny"]],
    );
  });
});
