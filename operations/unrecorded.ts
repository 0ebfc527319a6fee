import { AppsV1Api, CoreV1Api, type KubeConfig, RbacAuthorizationV1Api } from "@kubernetes/client-node";
import type { ClusterName } from "./cluster";
import { waitFor } from "./wait";

/** An object in Kubernetes that a FlinkCluster made. */
export interface OwnedObject {
  readonly kind: string;
  readonly name: string;
}

/** Label selector of the objects that a FlinkCluster makes, of every generation. */
export function ownedObjects(clusterId: string): string {
  return `app.kubernetes.io/name=flink,app.kubernetes.io/instance=${clusterId},app.kubernetes.io/managed-by=pulumi`;
}

/**
 * Objects of a cluster that are there, in the order in which they are to be deleted. Once its stack is destroyed they are those
 * that Pulumi's state does not know: an `up` that was killed made them and could not record them.
 */
export async function listOwned(config: KubeConfig, cluster: ClusterName): Promise<OwnedObject[]> {
  const objects: OwnedObject[] = [];
  for (const { kind, list } of kinds(config, cluster))
    objects.push(...(await list()).items.map(({ metadata }) => ({ kind, name: metadata!.name! })));
  return objects;
}

/** Deletes objects of a cluster and waits until its pods have ended: a JobManager that still runs would make its ConfigMaps again. */
export async function deleteOwned(config: KubeConfig, cluster: ClusterName, objects: OwnedObject[]): Promise<void> {
  const { namespace, clusterId } = cluster;
  const byKind = kinds(config, cluster);
  for (const { kind, name } of objects)
    await byKind
      .find((one) => one.kind === kind)!
      .remove(name)
      .catch(ignoreDeleted);
  const core = config.makeApiClient(CoreV1Api);
  const pods = { namespace, labelSelector: ownedObjects(clusterId) };
  await waitFor({
    what: `the pods of cluster ${clusterId} to end`,
    seconds: 120,
    todo: `Look at the pods of namespace ${namespace}, then run the command again.`,
    look: async () => ((await core.listNamespacedPod(pods)).items.length === 0 ? true : undefined),
  });
}

/** Deletes what Pulumi's state does not know, when the stack is destroyed. Returns kinds and names. */
export async function deleteUnrecorded(config: KubeConfig, namespace: string, clusterId: string): Promise<string[]> {
  const cluster = { namespace, clusterId };
  const objects = await listOwned(config, cluster);
  await deleteOwned(config, cluster, objects);
  return objects.map(({ kind, name }) => `${kind} ${name}`);
}

function kinds(config: KubeConfig, { namespace, clusterId }: ClusterName) {
  const [core, apps, rbac] = [
    config.makeApiClient(CoreV1Api),
    config.makeApiClient(AppsV1Api),
    config.makeApiClient(RbacAuthorizationV1Api),
  ];
  const selected = { namespace, labelSelector: ownedObjects(clusterId) };
  return [
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
}

/** What is gone already need not be deleted. */
function ignoreDeleted(error: Error & { code?: number }): void {
  if (error.code !== 404) throw error;
}
