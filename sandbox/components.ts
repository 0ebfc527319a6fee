import { readFileSync } from "node:fs";
import { join } from "node:path";
import { artifact } from "../toolchain/artifacts";
import { componentKubeconfig, pki } from "./certificates";
import * as configuration from "./configuration";
import { type Probe, answers, succeeds } from "./probes";
import type { ProcessDefinition } from "./processes";
import { CGROUP, NODE, API_SERVER_URL, network, paths, ports, STORE_URL } from "./state";
import { storeCredentials } from "./store";

/** Names of the processes that make up the node. */
export type ComponentName =
  | "etcd"
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kube-scheduler"
  | "containerd"
  | "kubelet"
  | "kube-proxy"
  | "coredns"
  | "versitygw";

/** Addresses a component listens on, to name a foreign process that took one. */
export interface Listener {
  address: string;
  port: number;
  protocol: "tcp" | "udp";
}

/** One process of the node: how it is started, when it is ready, what must be ready before it. */
export interface Component extends ProcessDefinition {
  name: ComponentName;
  listens: Listener[];
  ready: Probe;
  after: ComponentName[];
}

const LOOPBACK = "127.0.0.1";
const tcp = (address: string, ...numbers: number[]): Listener[] =>
  numbers.map((port) => ({ address, port, protocol: "tcp" }));
const flags = (values: Record<string, string | number | boolean>): string[] =>
  Object.entries(values).map(([flag, value]) => `--${flag}=${value}`);
const authority = () => readFileSync(pki("kubernetes-ca.crt"));

/** All processes of the node. Certificates and store credentials must exist. */
export function components(): Component[] {
  return [
    etcd(),
    apiServer(),
    controllerManager(),
    scheduler(),
    containerd(),
    kubelet(),
    kubeProxy(),
    coreDns(),
    store(),
  ];
}

function etcd(): Component {
  const client = `https://${LOOPBACK}:${ports.etcd}`;
  const peer = `https://${LOOPBACK}:${ports.etcdPeer}`;
  return {
    name: "etcd",
    command: [
      artifact("etcd").bin("etcd"),
      ...flags({
        name: NODE,
        "data-dir": paths().etcd,
        "listen-client-urls": client,
        "advertise-client-urls": client,
        "listen-peer-urls": peer,
        "initial-advertise-peer-urls": peer,
        "initial-cluster": `${NODE}=${peer}`,
        "listen-metrics-urls": `http://${LOOPBACK}:${ports.etcdMetrics}`,
        "client-cert-auth": true,
        "trusted-ca-file": pki("etcd-ca.crt"),
        "cert-file": pki("etcd.crt"),
        "key-file": pki("etcd.key"),
        "peer-client-cert-auth": true,
        "peer-trusted-ca-file": pki("etcd-ca.crt"),
        "peer-cert-file": pki("etcd.crt"),
        "peer-key-file": pki("etcd.key"),
        "log-level": "warn",
      }),
    ],
    listens: tcp(LOOPBACK, ports.etcd, ports.etcdPeer, ports.etcdMetrics),
    ready: answers(`http://${LOOPBACK}:${ports.etcdMetrics}/readyz`),
    after: [],
  };
}

function apiServer(): Component {
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
    files: { [policy]: configuration.auditPolicy() },
    listens: tcp(network.address, ports.apiServer),
    ready: answers(`${API_SERVER_URL}/readyz`, authority),
    after: ["etcd"],
  };
}

function controllerManager(): Component {
  const kubeconfig = componentKubeconfig("controller-manager");
  return {
    name: "kube-controller-manager",
    command: [
      artifact("kubernetes").bin("kube-controller-manager"),
      ...flags({
        kubeconfig,
        "authentication-kubeconfig": kubeconfig,
        "authorization-kubeconfig": kubeconfig,
        "bind-address": LOOPBACK,
        "secure-port": ports.controllerManager,
        "tls-cert-file": pki("api-server.crt"),
        "tls-private-key-file": pki("api-server.key"),
        "root-ca-file": pki("kubernetes-ca.crt"),
        "cluster-signing-cert-file": pki("kubernetes-ca.crt"),
        "cluster-signing-key-file": pki("kubernetes-ca.key"),
        "service-account-private-key-file": pki("service-account.key"),
        "use-service-account-credentials": true,
        // One instance: waiting for its own lease after a kill would only delay it.
        "leader-elect": false,
        "kube-api-qps": 100,
        "kube-api-burst": 200,
        profiling: false,
      }),
    ],
    listens: tcp(LOOPBACK, ports.controllerManager),
    ready: loopbackHealth(ports.controllerManager),
    after: ["kube-apiserver"],
  };
}

function scheduler(): Component {
  const kubeconfig = componentKubeconfig("scheduler");
  return {
    name: "kube-scheduler",
    command: [
      artifact("kubernetes").bin("kube-scheduler"),
      ...flags({
        kubeconfig,
        "authentication-kubeconfig": kubeconfig,
        "authorization-kubeconfig": kubeconfig,
        "bind-address": LOOPBACK,
        "secure-port": ports.scheduler,
        "tls-cert-file": pki("api-server.crt"),
        "tls-private-key-file": pki("api-server.key"),
        "leader-elect": false,
        profiling: false,
      }),
    ],
    listens: tcp(LOOPBACK, ports.scheduler),
    ready: loopbackHealth(ports.scheduler),
    after: ["kube-apiserver"],
  };
}

/** Controller manager and scheduler serve with the API server's certificate, which names the loopback address too. */
function loopbackHealth(port: number): Probe {
  return answers(`https://${LOOPBACK}:${port}/healthz`, authority);
}

function containerd(): Component {
  const file = join(paths().configuration, "containerd.toml");
  const cni = join(paths().configuration, "cni", "10-sandbox.conflist");
  return {
    name: "containerd",
    command: ["containerd", "--config", file],
    files: { [file]: configuration.containerd(), [cni]: configuration.cni() },
    listens: [],
    ready: succeeds("ctr", ["--address", paths().containerdSocket, "version"]),
    after: [],
  };
}

function kubelet(): Component {
  const file = join(paths().configuration, "kubelet.yaml");
  const resolv = join(paths().configuration, "resolv.conf");
  return {
    name: "kubelet",
    command: [
      artifact("kubernetes").bin("kubelet"),
      ...flags({
        config: file,
        kubeconfig: componentKubeconfig("node"),
        "hostname-override": NODE,
        "node-ip": network.address,
        "root-dir": paths().kubelet,
        "cert-dir": join(paths().kubelet, "pki"),
      }),
    ],
    files: { [file]: configuration.kubelet(resolv, CGROUP), [resolv]: "# Pods ask the sandbox's CoreDNS only.\n" },
    listens: [...tcp(network.address, ports.kubelet), ...tcp(LOOPBACK, ports.kubeletHealth)],
    ready: answers(`http://${LOOPBACK}:${ports.kubeletHealth}/healthz`),
    after: ["kube-apiserver", "containerd"],
  };
}

function kubeProxy(): Component {
  const file = join(paths().configuration, "kube-proxy.yaml");
  return {
    name: "kube-proxy",
    command: [artifact("kubernetes").bin("kube-proxy"), ...flags({ config: file })],
    files: { [file]: configuration.kubeProxy(componentKubeconfig("kube-proxy")) },
    listens: tcp(LOOPBACK, ports.kubeProxyHealth, ports.kubeProxyMetrics),
    ready: answers(`http://${LOOPBACK}:${ports.kubeProxyHealth}/healthz`),
    after: ["kube-apiserver"],
  };
}

function coreDns(): Component {
  const file = join(paths().configuration, "Corefile");
  return {
    name: "coredns",
    command: [artifact("coredns").bin("coredns"), "-conf", file],
    files: { [file]: configuration.corefile(componentKubeconfig("coredns")) },
    listens: [
      ...tcp(network.address, ports.coreDns),
      { address: network.address, port: ports.coreDns, protocol: "udp" },
      ...tcp(LOOPBACK, ports.coreDnsReady),
    ],
    ready: answers(`http://${LOOPBACK}:${ports.coreDnsReady}/ready`),
    after: ["kube-apiserver"],
  };
}

function store(): Component {
  const { accessKeyId, secretAccessKey } = storeCredentials();
  return {
    name: "versitygw",
    command: [
      artifact("versitygw").bin("versitygw"),
      "--port",
      `${network.address}:${ports.store}`,
      "--health",
      "/health",
      "--quiet",
      "posix",
      paths().store,
    ],
    environment: { ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey },
    listens: tcp(network.address, ports.store),
    ready: answers(`${STORE_URL}/health`),
    after: [],
  };
}
