import { join } from "node:path";
import { stringify } from "yaml";
import { PAUSE_IMAGE } from "./pause";
import { CONTEXT, NODE, network, paths, ports } from "./state";
import { pki } from "./certificates";
import { cniPluginDirectory } from "./refusals";

/**
 * What the API server writes down: every request of people, tools and the workloads' service accounts. Left out is the
 * routine of the control plane and of the kubelet, which would be nearly all of the log.
 */
export function auditPolicy(): string {
  return stringify({
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    rules: [
      {
        level: "None",
        users: [
          "system:apiserver",
          "system:kube-controller-manager",
          "system:kube-scheduler",
          "system:kube-proxy",
          "system:coredns",
        ],
      },
      { level: "None", users: ["system:anonymous"], nonResourceURLs: ["/healthz*", "/livez*", "/readyz*"] },
      { level: "None", userGroups: ["system:nodes", "system:serviceaccounts:kube-system"] },
      { level: "Metadata" },
    ],
  });
}

/** containerd with the CRI plugin only, in directories of its own: another containerd on the machine is not touched. */
export function containerd(): string {
  const { containerd: root, run, containerdSocket, configuration } = paths();
  return `version = 2
root = "${root}"
state = "${join(run, "containerd")}"
# The opt plugin would make /opt/containerd.
disabled_plugins = [
  "io.containerd.internal.v1.opt",
  "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.zfs",
  "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.aufs",
  "io.containerd.internal.v1.tracing",
]

[grpc]
address = "${containerdSocket}"

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${PAUSE_IMAGE}"
# Without CAP_SYS_RESOURCE runc cannot lower oom_score_adj, and no pod would start.
restrict_oom_score_adj = true
netns_mounts_under_state_dir = true
stream_server_address = "127.0.0.1"
stream_server_port = "0"

[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
default_runtime_name = "runc"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
Root = "${join(run, "runc")}"
SystemdCgroup = false

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "${cniPluginDirectory()}"
conf_dir = "${join(configuration, "cni")}"
`;
}

/** Pods on the sandbox's bridge. Their addresses are remembered in /run only: after a reboot no pod has one. */
export function cni(): string {
  const plugin = {
    type: "bridge",
    bridge: network.bridge,
    isGateway: true,
    hairpinMode: true,
    ipam: {
      type: "host-local",
      ranges: [[{ subnet: network.pods, gateway: network.address }]],
      routes: [{ dst: "0.0.0.0/0" }],
      dataDir: join(paths().run, "cni"),
    },
  };
  return JSON.stringify({ cniVersion: "0.4.0", name: CONTEXT, plugins: [plugin] }, undefined, 2);
}

/** The kubelet's configuration. Images are never collected: they cannot be pulled again. */
export function kubelet(resolvConf: string, cgroup: string): string {
  const { containerdSocket, kubelet: root, podLogs } = paths();
  return stringify({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: network.address,
    port: ports.kubelet,
    readOnlyPort: 0,
    healthzBindAddress: "127.0.0.1",
    healthzPort: ports.kubeletHealth,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: pki("kubernetes-ca.crt") },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: pki("kubelet.crt"),
    tlsPrivateKeyFile: pki("kubelet.key"),
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${cgroup}`,
    failCgroupV1: false,
    failSwapOn: false,
    clusterDomain: network.domain,
    clusterDNS: [network.address],
    resolvConf,
    volumePluginDir: join(root, "volume-plugins"),
    podLogsDir: podLogs,
    // Only kube-proxy in iptables mode needs them, and they would stay behind.
    makeIPTablesUtilChains: false,
    imageGCHighThresholdPercent: 100,
    evictionHard: { "memory.available": "100Mi", "nodefs.available": "1Gi", "imagefs.available": "1Gi" },
    nodeStatusUpdateFrequency: "10s",
  });
}

/**
 * Every Service connection is masqueraded: pods share a bridge, and without br_netfilter an answer from the same bridge
 * would not pass the host's connection tracking. The kernel's own limits are left alone.
 */
export function kubeProxy(kubeconfig: string): string {
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

/** Names of AWS that pods find elsewhere, for tests: see sandbox/hosts.ts. */
const AWS = "amazonaws.com";

/**
 * Cluster names and, quickly, "no such name" for everything else, above all for reverse look-ups of pod addresses: Flink
 * makes one per TaskManager and would block for 10 s without an answer.
 */
export function corefile(kubeconfig: string): string {
  return `${network.domain}:${ports.coreDns} in-addr.arpa:${ports.coreDns} ip6.arpa:${ports.coreDns} {
    bind ${network.address}
    errors
    ready 127.0.0.1:${ports.coreDnsReady}
    kubernetes ${network.domain} in-addr.arpa ip6.arpa {
        kubeconfig ${kubeconfig} ${CONTEXT}
        pods insecure
        ttl 5
    }
}
${AWS}:${ports.coreDns} {
    bind ${network.address}
    errors
    hosts ${paths().hosts} ${AWS} {
        ttl 1
        reload 1s
        no_reverse
    }
}
.:${ports.coreDns} {
    bind ${network.address}
    errors
    template ANY ANY {
        rcode NXDOMAIN
    }
}
`;
}

/** Objects the node itself needs: CoreDNS's right to read Services and Pods. */
export function systemObjects(): object[] {
  const name = "system:coredns";
  return [
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name },
      rules: [
        { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: ["list", "watch"] },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
      ],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name }],
    },
  ];
}
