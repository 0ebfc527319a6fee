import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { parse, stringify } from "yaml";
import { waitFor } from "../../operations/wait";
import { pki } from "../../sandbox/certificates";
import { sandbox } from "../../sandbox/client";
import { flags, LOOPBACK } from "../../sandbox/nodeProcesses/nodeProcess";
import { artifact } from "../../toolchain/artifacts";

/**
 * A second Kubernetes cluster as far as its API goes: an API server and its database on loopback, with the sandbox's
 * certificates and users. It has no node, and of the controllers only that which deletes: pods are never made.
 */
export class SecondApiServer {
  private constructor(
    private readonly folder: string,
    private readonly server: string,
    private readonly processes: ChildProcess[],
  ) {}

  static async start(): Promise<SecondApiServer> {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-flink-api-server-"));
    const [client, peer, port] = await freePorts(3);
    const database = `http://${LOOPBACK}:${client}`;
    const etcd = start(artifact("etcd").bin("etcd"), {
      "data-dir": join(folder, "etcd"),
      "listen-client-urls": database,
      "advertise-client-urls": database,
      "listen-peer-urls": `http://${LOOPBACK}:${peer}`,
      "log-level": "error",
    });
    const apiServer = start(artifact("kubernetes").bin("kube-apiserver"), {
      "bind-address": LOOPBACK,
      "secure-port": port,
      "service-cluster-ip-range": "10.245.0.0/24",
      "etcd-servers": database,
      "client-ca-file": pki("kubernetes-ca.crt"),
      "tls-cert-file": pki("api-server.crt"),
      "tls-private-key-file": pki("api-server.key"),
      "service-account-issuer": "https://second.example",
      "service-account-key-file": pki("service-account.pub"),
      "service-account-signing-key-file": pki("service-account.key"),
      "authorization-mode": "RBAC",
    });
    const second = new SecondApiServer(folder, `https://${LOOPBACK}:${port}`, [apiServer, etcd]);
    process.once("exit", () => second.kill());
    const kubeconfig = join(folder, "kubeconfig");
    writeFileSync(kubeconfig, stringify(second.kubeconfig("second")), { mode: 0o600 });
    await waitFor({
      what: "the second API server to be ready",
      seconds: 60,
      todo: "Start it by hand and read what it says.",
      look: async () => (await second.kubectl(["get", "--raw", "/readyz"])) || undefined,
    });
    // Pulumi deletes in the foreground: objects are gone when the garbage collector says so.
    const collector = start(artifact("kubernetes").bin("kube-controller-manager"), {
      kubeconfig,
      controllers: "garbage-collector-controller",
      "leader-elect": false,
      "secure-port": 0,
    });
    second.processes.unshift(collector);
    return second;
  }

  /** The sandbox's kubeconfig with this API server, under another name. */
  private kubeconfig(context: string) {
    const config = parse(readFileSync(sandbox().kubeconfig, "utf8")) as Kubeconfig;
    const cluster = { ...config.clusters[0].cluster, server: this.server };
    return {
      ...config,
      clusters: [{ name: context, cluster }],
      contexts: [{ name: context, context: { ...config.contexts[0].context, cluster: context } }],
      "current-context": context,
    };
  }

  /** A kubeconfig with both: the sandbox under one name, this API server under the other. */
  besideSandbox(first: string, second: string): string {
    const config = parse(readFileSync(sandbox().kubeconfig, "utf8")) as Kubeconfig;
    const own = this.kubeconfig(second);
    return stringify({
      ...config,
      clusters: [...config.clusters, ...own.clusters],
      contexts: [{ ...config.contexts[0], name: first }, ...own.contexts],
      "current-context": first,
    });
  }

  async kubectl(args: string[]): Promise<string> {
    const kubeconfig = join(this.folder, "kubeconfig");
    return (await execa(artifact("kubernetes").bin("kubectl"), ["--kubeconfig", kubeconfig, ...args])).stdout;
  }

  /** Ends the processes: nothing that they keep is needed again. */
  async stop(): Promise<void> {
    const alive = this.processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = alive.map((child) => once(child, "exit"));
    this.kill();
    await Promise.all(ended);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private kill(): void {
    for (const child of this.processes) child.kill("SIGKILL");
  }
}

interface Kubeconfig {
  clusters: { name: string; cluster: { server: string } }[];
  contexts: { name: string; context: { cluster: string; user: string } }[];
}

function start(program: string, options: Parameters<typeof flags>[0]): ChildProcess {
  return spawn(program, flags(options), { stdio: "ignore" });
}

/** Ports that nobody listens on now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, LOOPBACK));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
