import { artifact } from "../../toolchain/artifacts";
import { pki } from "../certificates";
import { NODE, paths, ports } from "../layout";
import { answers } from "../probes";
import { flags, LOOPBACK, type NodeProcess, tcp } from "./nodeProcess";

/** The database of the API server. */
export function etcd(): NodeProcess {
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
