import { readFileSync } from "node:fs";
import { pki } from "../certificates";
import type { Probe } from "../probes";
import type { ProcessDefinition } from "../processes";

/** Names of the processes that make up the node. */
export type NodeProcessName =
  | "etcd"
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kube-scheduler"
  | "containerd"
  | "kubelet"
  | "kube-proxy"
  | "coredns"
  | "versitygw";

/** Addresses a process listens on, to name a foreign one that took one of them. */
export interface Listener {
  address: string;
  port: number;
  protocol: "tcp" | "udp";
}

/** One process of the node: how it is started, when it is ready, what must be ready before it. */
export interface NodeProcess extends ProcessDefinition {
  name: NodeProcessName;
  listens: Listener[];
  ready: Probe;
  after: NodeProcessName[];
}

export const LOOPBACK = "127.0.0.1";

/** TCP ports of an address. */
export function tcp(address: string, ...numbers: number[]): Listener[] {
  return numbers.map((port) => ({ address, port, protocol: "tcp" }));
}

/** Flags of a command line as Go programs take them. */
export function flags(values: Record<string, string | number | boolean>): string[] {
  return Object.entries(values).map(([flag, value]) => `--${flag}=${value}`);
}

/** The certificate that signed those of the control plane. */
export function authority(): Buffer {
  return readFileSync(pki("kubernetes-ca.crt"));
}
