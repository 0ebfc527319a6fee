import { join } from "node:path";
import { artifact } from "../../toolchain/artifacts";
import { kubeconfigOf } from "../certificates";
import { CONTEXT, network, paths, ports } from "../layout";
import { answers } from "../probes";
import { LOOPBACK, type NodeProcess, tcp } from "./nodeProcess";

/** Names of AWS that pods find elsewhere, for tests: see sandbox/hosts.ts. */
const AWS = "amazonaws.com";

/** The DNS of the pods. */
export function coreDns(): NodeProcess {
  const file = join(paths().configuration, "Corefile");
  return {
    name: "coredns",
    command: [artifact("coredns").bin("coredns"), "-conf", file],
    files: { [file]: corefile(kubeconfigOf("coredns")) },
    listens: [
      ...tcp(network.address, ports.coreDns),
      { address: network.address, port: ports.coreDns, protocol: "udp" },
      ...tcp(LOOPBACK, ports.coreDnsReady),
    ],
    ready: answers(`http://${LOOPBACK}:${ports.coreDnsReady}/ready`),
    after: ["kube-apiserver"],
  };
}

/**
 * Cluster names and, quickly, "no such name" for everything else, above all for reverse look-ups of pod addresses: Flink
 * makes one per TaskManager and would block for 10 s without an answer.
 */
function corefile(kubeconfig: string): string {
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

/** CoreDNS's right to read Services and Pods. */
export function coreDnsRights(): object[] {
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
