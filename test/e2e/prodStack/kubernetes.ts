import { NAMESPACE } from "./names";

const JOB_ID = "3d1f799648164b5ec11ff0a1d180f640";
const configMaps = (verbs: string[], resourceNames?: string[]) => ({
  apiGroups: [""],
  resources: ["configmaps"],
  ...(resourceNames && { resourceNames }),
  verbs,
});
const selector = {
  "app.kubernetes.io/component": "jobmanager",
  "app.kubernetes.io/instance": "orders",
  "app.kubernetes.io/name": "flink",
  "pulumi-flink/generation": "1",
};
const port = (name: string, number: number, targetPort = name) => ({ name, port: number, targetPort });
const binding = (kind: string) => ({
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: `orders-g1-${kind}` },
  subjects: [{ kind: "ServiceAccount", name: `orders-${kind}`, namespace: NAMESPACE }],
});

/**
 * Every object in Kubernetes: its name there (the ConfigMap's ends with a hash of its content) and what it says; pods
 * and configuration below.
 */
export const KUBERNETES: Record<string, { name: string; says?: object }> = {
  "kubernetes:core/v1:ServiceAccount orders-jobmanager": {
    name: "orders-jobmanager",
    says: { automountServiceAccountToken: false },
  },
  "kubernetes:core/v1:ServiceAccount orders-taskmanager": {
    name: "orders-taskmanager",
    says: { automountServiceAccountToken: false },
  },
  "kubernetes:rbac.authorization.k8s.io/v1:Role orders-jobmanager": {
    name: "orders-g1-jobmanager",
    says: {
      rules: [
        configMaps(["create"]),
        configMaps(["get", "list", "watch", "update", "patch", "delete"], ["orders-g1-cluster-config-map"]),
        configMaps(["get", "update", "delete"], [`orders-g1-${JOB_ID}-config-map`]),
      ],
    },
  },
  "kubernetes:rbac.authorization.k8s.io/v1:Role orders-taskmanager": {
    name: "orders-g1-taskmanager",
    says: { rules: [configMaps(["list", "watch"], ["orders-g1-cluster-config-map"])] },
  },
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding orders-jobmanager": {
    name: "orders-g1-jobmanager",
    says: binding("jobmanager"),
  },
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding orders-taskmanager": {
    name: "orders-g1-taskmanager",
    says: binding("taskmanager"),
  },
  "kubernetes:core/v1:Service orders-jobmanager": {
    name: "orders-jobmanager",
    says: {
      spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector,
        ports: [port("jobmanager-rpc", 6123), port("blobserver", 6124), port("rest", 8081)],
      },
    },
  },
  "kubernetes:core/v1:Service orders-rest": {
    name: "orders-rest",
    says: { spec: { type: "ClusterIP", selector, ports: [port("rest", 8081)] } },
  },
  "kubernetes:core/v1:ConfigMap orders-config": { name: "orders-g1-config-", says: { immutable: true } },
  "kubernetes:apps/v1:Deployment orders-jobmanager": { name: "orders-g1-jobmanager" },
  "kubernetes:apps/v1:Deployment orders-taskmanager": { name: "orders-g1-taskmanager" },
};
