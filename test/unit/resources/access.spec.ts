import * as assert from "node:assert/strict";
import { cluster, TYPES } from "../../support/recordedCluster";

const RULES = {
  jobmanager: [
    { apiGroups: [""], resources: ["configmaps"], verbs: ["create"] },
    {
      apiGroups: [""],
      resources: ["configmaps"],
      resourceNames: ["demo-g1-cluster-config-map"],
      verbs: ["get", "list", "watch", "update", "patch", "delete"],
    },
    {
      apiGroups: [""],
      resources: ["configmaps"],
      resourceNames: ["demo-g1-f89d262d21f964738304484225f7b667-config-map"],
      verbs: ["get", "update", "delete"],
    },
  ],
  taskmanager: [
    {
      apiGroups: [""],
      resources: ["configmaps"],
      resourceNames: ["demo-g1-cluster-config-map"],
      verbs: ["list", "watch"],
    },
  ],
};

for (const role of ["jobmanager", "taskmanager"] as const) {
  describe(`access of the ${role}s`, () => {
    it("is what Flink's HA services use, by name where Kubernetes can compare it", async () => {
      assert.deepEqual((await cluster()).find(TYPES.role, `demo-${role}`).inputs.rules, RULES[role]);
    });

    it("is bound to the component's own service account, which mounts no token by itself", async () => {
      const { find } = await cluster();
      const { roleRef, subjects } = find(TYPES.roleBinding, `demo-${role}`).inputs;
      assert.deepEqual(roleRef, { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: `demo-g1-${role}` });
      assert.deepEqual(subjects, [{ kind: "ServiceAccount", name: `demo-${role}`, namespace: "flink" }]);
      assert.equal(find(TYPES.serviceAccount, `demo-${role}`).inputs.automountServiceAccountToken, false);
    });

    it("is bound to the existing service account where one is given", async () => {
      const { find, deployment } = await cluster({
        access: { jobManagerServiceAccount: "my-jobmanager", taskManagerServiceAccount: "my-taskmanager" },
      });
      assert.deepEqual(find(TYPES.roleBinding, `demo-${role}`).inputs.subjects, [
        { kind: "ServiceAccount", name: `my-${role}`, namespace: "flink" },
      ]);
      assert.equal(deployment(role).inputs.spec.template.spec.serviceAccountName, `my-${role}`);
    });

    it("to the storage is an annotation of the service account", async () => {
      const serviceAccountAnnotations = { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/flink" };
      const { find } = await cluster({ access: { serviceAccountAnnotations } });
      assert.deepEqual(find(TYPES.serviceAccount, `demo-${role}`).inputs.metadata.annotations, {
        ...serviceAccountAnnotations,
        "pulumi.com/patchFieldManager": "pulumi-flink",
      });
    });
  });
}
