import { join } from "node:path";
import { stringify } from "yaml";
import { artifact } from "../../toolchain/artifacts";
import { kubeconfigOf } from "../certificates";
import { network, NODE, paths, ports } from "../layout";
import { answers } from "../probes";
import { flags, LOOPBACK, type NodeProcess, tcp } from "./nodeProcess";

/** What makes Services reachable. */
export function kubeProxy(): NodeProcess {
  const file = join(paths().configuration, "kube-proxy.yaml");
  return {
    name: "kube-proxy",
    command: [artifact("kubernetes").bin("kube-proxy"), ...flags({ config: file })],
    files: { [file]: configuration(kubeconfigOf("kube-proxy")) },
    listens: tcp(LOOPBACK, ports.kubeProxyHealth, ports.kubeProxyMetrics),
    ready: answers(`http://${LOOPBACK}:${ports.kubeProxyHealth}/healthz`),
    after: ["kube-apiserver"],
  };
}

/**
 * Every Service connection is masqueraded: pods share a bridge, and without br_netfilter an answer from the same bridge
 * would not pass the host's connection tracking. The kernel's own limits are left alone.
 */
function configuration(kubeconfig: string): string {
  return stringify({
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    mode: "nftables",
    hostnameOverride: NODE,
    bindAddress: network.address,
    clientConnection: { kubeconfig },
    clusterCIDR: network.pods,
    nodePortAddresses: [network.pods],
    healthzBindAddress: `127.0.0.1:${ports.kubeProxyHealth}`,
    metricsBindAddress: `127.0.0.1:${ports.kubeProxyMetrics}`,
    nftables: { masqueradeAll: true, minSyncPeriod: "100ms", syncPeriod: "30s" },
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
  });
}
