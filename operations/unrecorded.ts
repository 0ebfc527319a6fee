import { AppsV1Api, CoreV1Api, type KubeConfig, RbacAuthorizationV1Api } from "@kubernetes/client-node";
import { waitFor } from "./wait";

/**
 * Deletes objects of a cluster that Pulumi's state does not know: an `up` that was killed made them and could not
 * record them. To be called when the stack is destroyed. Returns their kinds and names.
 */
export async function deleteUnrecorded(config: KubeConfig, namespace: string, clusterId: string): Promise<string[]> {
  const [core, apps, rbac] = [
    config.makeApiClient(CoreV1Api),
    config.makeApiClient(AppsV1Api),
    config.makeApiClient(RbacAuthorizationV1Api),
  ];
  const selected = {
    namespace,
    labelSelector: `app.kubernetes.io/instance=${clusterId},app.kubernetes.io/managed-by=pulumi`,
  };
  const kinds = [
    {
      kind: "Deployment",
      list: () => apps.listNamespacedDeployment(selected),
      remove: (name: string) => apps.deleteNamespacedDeployment({ name, namespace }),
    },
    {
      kind: "Service",
      list: () => core.listNamespacedService(selected),
      remove: (name: string) => core.deleteNamespacedService({ name, namespace }),
    },
    {
      kind: "ConfigMap",
      list: () => core.listNamespacedConfigMap(selected),
      remove: (name: string) => core.deleteNamespacedConfigMap({ name, namespace }),
    },
    {
      kind: "ServiceAccount",
      list: () => core.listNamespacedServiceAccount(selected),
      remove: (name: string) => core.deleteNamespacedServiceAccount({ name, namespace }),
    },
    {
      kind: "RoleBinding",
      list: () => rbac.listNamespacedRoleBinding(selected),
      remove: (name: string) => rbac.deleteNamespacedRoleBinding({ name, namespace }),
    },
    {
      kind: "Role",
      list: () => rbac.listNamespacedRole(selected),
      remove: (name: string) => rbac.deleteNamespacedRole({ name, namespace }),
    },
  ];
  const deleted: string[] = [];
  for (const { kind, list, remove } of kinds) {
    for (const { metadata } of (await list()).items) {
      await remove(metadata!.name!);
      deleted.push(`${kind} ${metadata!.name!}`);
    }
  }
  // A JobManager that still runs would make its ConfigMaps again.
  await waitFor({
    what: `the pods of cluster ${clusterId} to end`,
    seconds: 120,
    todo: `Look at the pods of namespace ${namespace}, then destroy the stack again.`,
    look: async () => ((await core.listNamespacedPod(selected)).items.length === 0 ? true : undefined),
  });
  return deleted;
}
