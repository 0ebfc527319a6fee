import type { Identity } from "./names";

/** The two kinds of Flink processes. */
export const ROLES = ["jobmanager", "taskmanager"] as const;

/** A kind of Flink processes. */
export type Role = (typeof ROLES)[number];

type Labels = Record<string, string>;

/** Labels of every object of a cluster; the user's own come first so that they cannot hide the component's. */
export function objectLabels(identity: Identity, own: Labels): Labels {
  return {
    ...own,
    "app.kubernetes.io/name": "flink",
    "app.kubernetes.io/instance": identity.clusterId,
    "app.kubernetes.io/managed-by": "pulumi",
  };
}

/** Selector of one generation's pods of a role. Immutable in Kubernetes: nothing that changes may enter it. */
export function podSelector(identity: Identity, role: Role): Labels {
  return {
    "app.kubernetes.io/name": "flink",
    "app.kubernetes.io/instance": identity.clusterId,
    "app.kubernetes.io/component": role,
    "pulumi-flink/generation": String(identity.generation),
  };
}

/** Labels of one generation's pods. */
export function podLabels(identity: Identity, role: Role, own: Labels): Labels {
  return { ...objectLabels(identity, own), ...podSelector(identity, role) };
}

/** Label selector of the HA ConfigMaps that Flink makes for a generation and that outlive its Deployments. */
export function haConfigMapSelector(haClusterId: string): string {
  return `app=${haClusterId},type=flink-native-kubernetes`;
}
