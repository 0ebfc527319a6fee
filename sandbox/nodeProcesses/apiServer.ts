import { join } from "node:path";
import { stringify } from "yaml";
import { artifact } from "../../toolchain/artifacts";
import { pki } from "../certificates";
import { API_SERVER_URL, network, paths, ports } from "../layout";
import { answers } from "../probes";
import { authority, flags, LOOPBACK, type NodeProcess, tcp } from "./nodeProcess";

/** The API server, which writes an audit log. */
export function apiServer(): NodeProcess {
  const policy = join(paths().configuration, "audit-policy.yaml");
  return {
    name: "kube-apiserver",
    command: [
      artifact("kubernetes").bin("kube-apiserver"),
      ...flags({
        "bind-address": network.address,
        "advertise-address": network.address,
        "secure-port": ports.apiServer,
        "service-cluster-ip-range": network.services,
        "etcd-servers": `https://${LOOPBACK}:${ports.etcd}`,
        "etcd-cafile": pki("etcd-ca.crt"),
        "etcd-certfile": pki("api-server-to-etcd.crt"),
        "etcd-keyfile": pki("api-server-to-etcd.key"),
        "client-ca-file": pki("kubernetes-ca.crt"),
        "tls-cert-file": pki("api-server.crt"),
        "tls-private-key-file": pki("api-server.key"),
        "kubelet-certificate-authority": pki("kubernetes-ca.crt"),
        "kubelet-client-certificate": pki("api-server-to-kubelet.crt"),
        "kubelet-client-key": pki("api-server-to-kubelet.key"),
        "kubelet-preferred-address-types": "InternalIP",
        "service-account-issuer": `https://kubernetes.default.svc.${network.domain}`,
        "service-account-key-file": pki("service-account.pub"),
        "service-account-signing-key-file": pki("service-account.key"),
        "authorization-mode": "Node,RBAC",
        "enable-admission-plugins": "NodeRestriction",
        "audit-policy-file": policy,
        "audit-log-path": paths().auditLog,
        "audit-log-format": "json",
        "audit-log-maxsize": 100,
        "audit-log-maxbackup": 5,
        profiling: false,
      }),
    ],
    files: { [policy]: auditPolicy() },
    listens: tcp(network.address, ports.apiServer),
    ready: answers(`${API_SERVER_URL}/readyz`, authority),
    after: ["etcd"],
  };
}

/**
 * What the API server writes down: every request of people, tools and the workloads' service accounts. Left out is the
 * routine of the control plane and of the kubelet, which would be nearly all of the log.
 */
function auditPolicy(): string {
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
