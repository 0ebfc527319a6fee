import type { CoreV1Api, V1ConfigMap } from "@kubernetes/client-node";

/** Label of every ConfigMap in which Flink keeps HA metadata. */
export const HA_CONFIG_MAPS = "type=flink-native-kubernetes";

/** The HA ConfigMaps that Flink made for any generation of a cluster. */
export async function haConfigMaps(core: CoreV1Api, namespace: string, clusterId: string): Promise<V1ConfigMap[]> {
  const { items } = await core.listNamespacedConfigMap({ namespace, labelSelector: HA_CONFIG_MAPS });
  const generation = new RegExp(`^${clusterId}-g\\d+$`);
  return items.filter(({ metadata }) => generation.test(metadata?.labels?.app ?? ""));
}

/** Deletes them: they have no owner and outlive the Deployments. Returns their names. */
export async function deleteHaConfigMaps(core: CoreV1Api, namespace: string, clusterId: string): Promise<string[]> {
  const names = (await haConfigMaps(core, namespace, clusterId)).map(({ metadata }) => metadata!.name!);
  for (const name of names) await core.deleteNamespacedConfigMap({ name, namespace });
  return names;
}
