import type { ClusterIdentity } from "./names";
import type { ProcessKind } from "./processes";

type Labels = Record<string, string>;

/** Labels of every object of a cluster; the user's own come first so that they cannot hide the component's. */
export function objectLabels(identity: ClusterIdentity, own: Labels): Labels {
  return {
    ...own,
    "app.kubernetes.io/name": "flink",
    "app.kubernetes.io/instance": identity.clusterId,
    "app.kubernetes.io/managed-by": "pulumi",
  };
}

/** Selector of one generation's pods of a kind. Immutable in Kubernetes: nothing that changes may enter it. */
export function podSelector(identity: ClusterIdentity, kind: ProcessKind): Labels {
  return {
    "app.kubernetes.io/name": "flink",
    "app.kubernetes.io/instance": identity.clusterId,
    "app.kubernetes.io/component": kind,
    "pulumi-flink/generation": String(identity.generation),
  };
}

/** Labels of one generation's pods. */
export function podLabels(identity: ClusterIdentity, kind: ProcessKind, own: Labels): Labels {
  return { ...objectLabels(identity, own), ...podSelector(identity, kind) };
}

/** Label selector of the HA ConfigMaps that Flink makes for a generation and that outlive its Deployments. */
export function haConfigMapSelector(haClusterId: string): string {
  return `app=${haClusterId},type=flink-native-kubernetes`;
}
