import { artifact } from "../../toolchain/artifacts";
import { kubeconfigOf, pki } from "../certificates";
import { ports } from "../layout";
import { answers, type Probe } from "../probes";
import { authority, flags, LOOPBACK, type NodeProcess, tcp } from "./nodeProcess";

/** The controller manager. */
export function controllerManager(): NodeProcess {
  return {
    name: "kube-controller-manager",
    command: [
      artifact("kubernetes").bin("kube-controller-manager"),
      ...flags({
        ...connection("controller-manager", ports.controllerManager),
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
    ready: health(ports.controllerManager),
    after: ["kube-apiserver"],
  };
}

/** The scheduler. */
export function scheduler(): NodeProcess {
  return {
    name: "kube-scheduler",
    command: [
      artifact("kubernetes").bin("kube-scheduler"),
      ...flags({
        ...connection("scheduler", ports.scheduler),
        "leader-elect": false,
        profiling: false,
      }),
    ],
    listens: tcp(LOOPBACK, ports.scheduler),
    ready: health(ports.scheduler),
    after: ["kube-apiserver"],
  };
}

/**
 * How a controller reaches the API server, and where it serves its own health: with the API server's certificate, which
 * names the loopback address too.
 */
function connection(user: string, port: number) {
  const kubeconfig = kubeconfigOf(user);
  return {
    kubeconfig,
    "authentication-kubeconfig": kubeconfig,
    "authorization-kubeconfig": kubeconfig,
    "bind-address": LOOPBACK,
    "secure-port": port,
    "tls-cert-file": pki("api-server.crt"),
    "tls-private-key-file": pki("api-server.key"),
  };
}

function health(port: number): Probe {
  return answers(`https://${LOOPBACK}:${port}/healthz`, authority);
}
