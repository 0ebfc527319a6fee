import { join } from "node:path";
import { stringify } from "yaml";
import { artifact } from "../../toolchain/artifacts";
import { kubeconfigOf, pki } from "../certificates";
import { CGROUP, network, NODE, paths, ports } from "../layout";
import { answers } from "../probes";
import { flags, LOOPBACK, type NodeProcess, tcp } from "./nodeProcess";

/** The kubelet. */
export function kubelet(): NodeProcess {
  const file = join(paths().configuration, "kubelet.yaml");
  const resolv = join(paths().configuration, "resolv.conf");
  return {
    name: "kubelet",
    command: [
      artifact("kubernetes").bin("kubelet"),
      ...flags({
        config: file,
        kubeconfig: kubeconfigOf("node"),
        "hostname-override": NODE,
        "node-ip": network.address,
        "root-dir": paths().kubelet,
        "cert-dir": join(paths().kubelet, "pki"),
      }),
    ],
    files: { [file]: configuration(resolv), [resolv]: "# Pods ask the sandbox's CoreDNS only.\n" },
    listens: [...tcp(network.address, ports.kubelet), ...tcp(LOOPBACK, ports.kubeletHealth)],
    ready: answers(`http://${LOOPBACK}:${ports.kubeletHealth}/healthz`),
    after: ["kube-apiserver", "containerd"],
  };
}

/** Images are never collected: they cannot be pulled again. */
function configuration(resolvConf: string): string {
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
    cgroupRoot: `/${CGROUP}`,
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
