import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { artifact, ensure } from "../../../toolchain/artifacts";
import { cacheRoot } from "../../../toolchain/cache";
import { identify, isAlive, type ProcessIdentity } from "../../../toolchain/processIdentity";
import type { Progress } from "../../../toolchain/steps";

const NAME = "scale";
const NODES = 5;

/**
 * A Kubernetes cluster apart from the sandbox whose control plane is real and whose nodes are simulated by kwok: pods
 * are scheduled and become ready, and no container ever runs.
 */
export class SimulatedCluster {
  readonly kubeconfig: string;
  private constructor(private readonly folder: string) {
    this.kubeconfig = join(folder, "kubeconfig");
  }

  /** Starts a new one; what an earlier, killed run left is ended first. */
  static async start(progress: Progress): Promise<SimulatedCluster> {
    await ensure(["etcd", "kubernetes", "kwok"], progress);
    const cluster = new SimulatedCluster(join(cacheRoot(), "simulated-cluster"));
    cluster.stop();
    mkdirSync(cluster.folder, { recursive: true });
    const kubernetes = (tool: string) => artifact("kubernetes").bin(tool);
    const binaries = {
      "etcd-binary": artifact("etcd").bin("etcd"),
      "kube-apiserver-binary": kubernetes("kube-apiserver"),
      "kube-controller-manager-binary": kubernetes("kube-controller-manager"),
      "kube-scheduler-binary": kubernetes("kube-scheduler"),
      "kwok-controller-binary": artifact("kwok").bin("kwok"),
    };
    const options = Object.entries({ ...binaries, kubeconfig: cluster.kubeconfig, runtime: "binary", wait: "2m" });
    await cluster.kwokctl(["create", "cluster", ...options.map(([name, value]) => `--${name}=${value}`)]);
    cluster.recordProcesses();
    await cluster.kwokctl(["scale", "node", `--replicas=${NODES}`]);
    return cluster;
  }

  async kubectl(...args: string[]): Promise<string> {
    const { stdout } = await execa(artifact("kubernetes").bin("kubectl"), ["--kubeconfig", this.kubeconfig, ...args]);
    return stdout;
  }

  /** Ends its processes by their recorded identity and removes its files: nothing that it keeps is needed again. */
  stop(): void {
    if (existsSync(this.processes))
      for (const process_ of JSON.parse(readFileSync(this.processes, "utf8")) as ProcessIdentity[])
        if (isAlive(process_)) process.kill(process_.pid, "SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get processes(): string {
    return join(this.folder, "processes.json");
  }

  /** kwokctl knows its processes by id only, and after a reboot an id is another process's. */
  private recordProcesses(): void {
    const pids = join(this.folder, "clusters", NAME, "pids");
    const recorded = readdirSync(pids).map((file) => identify(Number(readFileSync(join(pids, file), "utf8"))));
    writeFileSync(this.processes, JSON.stringify(recorded.filter((known) => known !== undefined)));
  }

  private async kwokctl(args: string[]): Promise<void> {
    await execa(artifact("kwok").bin("kwokctl"), [...args, `--name=${NAME}`], {
      env: { KWOK_WORKDIR: this.folder, KWOK_KUBECTL_BINARY: artifact("kubernetes").bin("kubectl") },
    });
  }
}
