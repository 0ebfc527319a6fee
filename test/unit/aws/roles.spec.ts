import * as assert from "node:assert/strict";
import { OIDC_PROVIDER, POD_IDENTITY, roleArn, statements, storage, TYPES } from "../../support/recordedStorage";

const ROLES = ["jobmanager", "taskmanager"];

function webIdentity(namespace: string, serviceAccount: string) {
  return [
    {
      Sid: "ServiceAccount",
      Effect: "Allow",
      Principal: { Federated: OIDC_PROVIDER },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF:sub": `system:serviceaccount:${namespace}:${serviceAccount}`,
          "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF:aud": "sts.amazonaws.com",
        },
      },
    },
  ];
}

describe("the roles of S3StateStorage", () => {
  for (const role of ROLES) {
    it(`with IRSA trust exactly the ${role}'s service account`, async () => {
      const { find, types } = await storage();
      const { assumeRolePolicy, ...rest } = find(TYPES.role, `orders-${role}`).inputs;
      assert.deepEqual(rest, { description: `Flink state for the service account shop/orders-${role}` });
      assert.deepEqual(statements(assumeRolePolicy), webIdentity("shop", `orders-${role}`));
      assert.ok(!types.includes(TYPES.association));
    });

    it(`with Pod Identity are the ${role}'s by an association`, async () => {
      const { find } = await storage({ identity: POD_IDENTITY });
      assert.deepEqual(statements(find(TYPES.role, `orders-${role}`).inputs.assumeRolePolicy), [
        {
          Sid: "PodIdentity",
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-name": "production",
              "aws:RequestTag/kubernetes-namespace": "shop",
              "aws:RequestTag/kubernetes-service-account": `orders-${role}`,
            },
          },
        },
      ]);
      assert.deepEqual(find(TYPES.association, `orders-${role}`).inputs, {
        clusterName: "production",
        namespace: "shop",
        serviceAccount: `orders-${role}`,
        roleArn: roleArn(`orders-${role}`),
      });
    });

    it(`hold the one policy of the ${role}`, async () => {
      const { find, one } = await storage({
        identity: {
          ...POD_IDENTITY,
          jobManagerRoleArn: role === "taskmanager" ? roleArn("mine") : undefined,
          taskManagerRoleArn: role === "jobmanager" ? roleArn("mine") : undefined,
        },
      });
      assert.equal(one(TYPES.role).name, `orders-${role}`);
      assert.equal(find(TYPES.rolePolicy, `orders-${role}`).inputs.role, `orders-${role}-a1b2c3d`);
    });
  }

  it("trust service accounts by other names where the cluster has such", async () => {
    const cluster = {
      clusterId: "orders",
      namespace: "shop",
      jobManagerServiceAccount: "leader",
      taskManagerServiceAccount: "worker",
    };
    const { find } = await storage({ cluster });
    assert.deepEqual(
      statements(find(TYPES.role, "orders-jobmanager").inputs.assumeRolePolicy),
      webIdentity("shop", "leader"),
    );
    assert.deepEqual(
      statements(find(TYPES.role, "orders-taskmanager").inputs.assumeRolePolicy),
      webIdentity("shop", "worker"),
    );
    const associated = await storage({ cluster, identity: POD_IDENTITY });
    assert.equal(associated.find(TYPES.association, "orders-jobmanager").inputs.serviceAccount, "leader");
    assert.equal(associated.find(TYPES.association, "orders-taskmanager").inputs.serviceAccount, "worker");
  });

  it("have the path, the boundary and the further policies of the user", async () => {
    const extraPolicyArns = [
      "arn:aws:iam::123456789012:policy/topic",
      "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess",
    ];
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary";
    const { find, types } = await storage({
      identity: { ...POD_IDENTITY, rolePath: "/flink/", permissionsBoundaryArn, extraPolicyArns },
    });
    assert.equal(types.filter((type) => type === TYPES.attachment).length, 4);
    for (const role of ROLES) {
      const { path, permissionsBoundary } = find(TYPES.role, `orders-${role}`).inputs;
      assert.deepEqual([path, permissionsBoundary], ["/flink/", permissionsBoundaryArn]);
      for (const [policyArn, key] of [
        [extraPolicyArns[0], "105875ad"],
        [extraPolicyArns[1], "6d7ae539"],
      ]) {
        assert.deepEqual(find(TYPES.attachment, `orders-${role}-${key}`).inputs, {
          role: `orders-${role}-a1b2c3d`,
          policyArn,
        });
      }
    }
  });

  it("keep the attachment of a policy whose place in the list changes", async () => {
    const names = async (...extraPolicyArns: string[]) =>
      (await storage({ identity: { ...POD_IDENTITY, extraPolicyArns } })).resources
        .filter(({ type }) => type === TYPES.attachment)
        .map(({ name, inputs }) => `${name} ${inputs.policyArn}`);
    const [one, other] = ["one", "other"].map((policy) => `arn:aws:iam::123456789012:policy/${policy}`);
    const both = await names(one, other);
    assert.deepEqual((await names(other, one)).sort(), both.sort());
    assert.ok((await names(other)).every((name) => both.includes(name)));
  });

  it("that exist are left alone", async () => {
    const existing = { jobManagerRoleArn: roleArn("jm"), taskManagerRoleArn: roleArn("tm") };
    const irsa = await storage({
      bucketName: undefined,
      existingBucket: { name: "theirs" },
      identity: { type: "irsa", ...existing },
    });
    assert.deepEqual(irsa.types, []);
    const associated = await storage({
      bucketName: undefined,
      existingBucket: { name: "theirs" },
      identity: { ...POD_IDENTITY, ...existing },
    });
    assert.deepEqual(associated.types, [TYPES.association, TYPES.association]);
    assert.equal(associated.find(TYPES.association, "orders-taskmanager").inputs.roleArn, roleArn("tm"));
  });
});
