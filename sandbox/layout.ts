import { join } from "node:path";

/** Where everything of the sandbox lies. What must survive a reboot is under `root`, what must not is under `run`. */
export interface SandboxPaths {
  root: string;
  run: string;
  records: string;
  logs: string;
  configuration: string;
  pki: string;
  kubeconfig: string;
  hosts: string;
  auditLog: string;
  etcd: string;
  containerd: string;
  containerdSocket: string;
  kubelet: string;
  podLogs: string;
  images: string;
  store: string;
  storeCredentials: string;
  lock: string;
}

/** The directories of the sandbox: `$PULUMI_FLINK_SANDBOX` or /var/lib/pulumi-flink/sandbox, and its volatile part in /run. */
export function paths(root = process.env.PULUMI_FLINK_SANDBOX || "/var/lib/pulumi-flink/sandbox"): SandboxPaths {
  const run = "/run/pulumi-flink/sandbox";
  return {
    root,
    run,
    records: join(root, "processes"),
    logs: join(root, "logs"),
    configuration: join(root, "configuration"),
    pki: join(root, "pki"),
    kubeconfig: join(root, "kubeconfig"),
    hosts: join(root, "hosts"),
    auditLog: join(root, "audit.log"),
    etcd: join(root, "etcd"),
    containerd: join(root, "containerd"),
    containerdSocket: join(run, "containerd.sock"),
    kubelet: join(root, "kubelet"),
    podLogs: join(root, "pod-logs"),
    images: join(root, "images"),
    store: join(root, "s3"),
    storeCredentials: join(root, "s3-credentials.json"),
    lock: `${run}.lock`,
  };
}

/** Name of the kubeconfig's context. */
export const CONTEXT = "pulumi-flink-sandbox";
/** Name of the one Kubernetes node; fixed, so that a renamed machine keeps its node. */
export const NODE = "sandbox";
/** Parent cgroup of all pods: what tells the sandbox's containers from others on the machine. */
export const CGROUP = "pulumi-flink-sandbox";
/** Namespace prepared for the stack `dev`. */
export const NAMESPACE = "flink-dev";
/** Bucket prepared in the S3 store. */
export const BUCKET = "flink-state";
/** Region the S3 store signs for. */
export const REGION = "us-east-1";

/**
 * Addresses. Pods and node share the bridge's /24, Services have the next one; neither is ever routed to another
 * interface.
 */
export const network = {
  bridge: "pulumi-flink0",
  address: "10.244.0.1",
  prefix: 24,
  pods: "10.244.0.0/24",
  services: "10.244.1.0/24",
  kubernetesService: "10.244.1.1",
  domain: "cluster.local",
};

/** Ports: below the ephemeral range and the NodePort range, away from every default. DNS has no choice of its port. */
export const ports = {
  etcd: 24379,
  etcdPeer: 24380,
  etcdMetrics: 24381,
  apiServer: 24443,
  controllerManager: 24257,
  scheduler: 24259,
  kubelet: 24250,
  kubeletHealth: 24248,
  kubeProxyHealth: 24256,
  kubeProxyMetrics: 24249,
  coreDns: 53,
  coreDnsReady: 24181,
  store: 24900,
};

/** URL of the API server, for the host and for pods. */
export const API_SERVER_URL = `https://${network.address}:${ports.apiServer}`;
/** URL of the S3 store, for the host and for pods. */
export const STORE_URL = `http://${network.address}:${ports.store}`;
