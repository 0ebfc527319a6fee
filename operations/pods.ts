import type { CoreV1Api, V1Pod } from "@kubernetes/client-node";
import type { ProcessKind } from "../components/model/processes";

/** Pods of a kind, of any generation of a cluster, that are not being deleted. */
export async function podsOf(
  core: CoreV1Api,
  namespace: string,
  clusterId: string,
  kind: ProcessKind,
): Promise<V1Pod[]> {
  const labelSelector = `app.kubernetes.io/instance=${clusterId},app.kubernetes.io/component=${kind}`;
  const { items } = await core.listNamespacedPod({ namespace, labelSelector });
  return items.filter((pod) => pod.metadata?.deletionTimestamp === undefined);
}
