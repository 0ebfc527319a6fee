import { existsSync, readFileSync, statfsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { isExecutable } from "../toolchain/execute";
import { StepError } from "../toolchain/steps";
import { paths } from "./layout";

/** What decides whether the sandbox can run on a machine. */
export interface MachineFacts {
  platform: string;
  architecture: string;
  root: boolean;
  memoryAvailable: number;
  diskFree: number;
  /** Whether the sandbox has data on this disk already: then it needs less of it. */
  established: boolean;
  directory: string;
  /** Needed commands that are missing and cannot be installed here. */
  missingCommands: string[];
}

const GIBIBYTE = 1024 ** 3;
/** What to do instead, on every machine that cannot run the sandbox. */
const ALTERNATIVE =
  "Use a Kubernetes cluster you have instead: npm start -- --context NAME (a context of your kubeconfig).";

/** Needed commands and the Debian package that has them. */
const COMMANDS: Record<string, string> = {
  containerd: "containerd",
  ctr: "containerd",
  "containerd-shim-runc-v2": "containerd",
  runc: "runc",
  nft: "nftables",
  ip: "iproute2",
  ss: "iproute2",
  openssl: "openssl",
  mount: "mount",
  flock: "util-linux",
  busybox: "busybox-static",
};
const CNI_DIRECTORIES = ["/usr/lib/cni", "/opt/cni/bin", "/usr/libexec/cni"];
const CNI_PLUGINS = ["bridge", "host-local", "loopback"];

/** Every problem of a machine that the sandbox cannot run with. */
export function machineProblems(facts: MachineFacts): string[] {
  if (facts.platform !== "linux") return [`it is a Linux node, and this machine runs ${facts.platform}`];
  const disk = facts.established ? 5 : 15;
  const problems: string[] = [];
  if (facts.architecture !== "x64")
    problems.push(`its images are built for x86-64, and this machine is ${facts.architecture}`);
  if (!facts.root) problems.push("it needs root for containers and a bridge; run the command as root");
  if (facts.memoryAvailable < 6 * GIBIBYTE)
    problems.push(`it needs 6 GiB of available memory, and there are ${gibibytes(facts.memoryAvailable)}`);
  if (facts.diskFree < disk * GIBIBYTE)
    problems.push(
      `it needs ${disk} GiB of free disk for ${facts.directory}, and there are ${gibibytes(facts.diskFree)}`,
    );
  if (facts.missingCommands.length > 0)
    problems.push(
      `it needs these commands, which are missing and cannot be installed by apt-get here: ${facts.missingCommands.join(", ")}`,
    );
  return problems;
}

/** Checks a machine and names all of its problems at once. */
export function checkMachine(facts: MachineFacts): void {
  const problems = machineProblems(facts);
  if (problems.length > 0)
    throw new StepError({
      what: `The sandbox cannot run here:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
      todo: ALTERNATIVE,
    });
}

/** The facts of this machine. */
export function machineFacts(): MachineFacts {
  const linux = process.platform === "linux";
  const directory = paths().root;
  const { bavail, bsize } = statfsSync(existingParent(directory));
  return {
    platform: process.platform,
    architecture: process.arch,
    root: process.getuid?.() === 0,
    memoryAvailable: linux ? memoryAvailable() : 0,
    diskFree: bavail * bsize,
    established: existsSync(paths().etcd),
    directory,
    missingCommands: existsSync("/usr/bin/apt-get") ? [] : missingCommands(),
  };
}

/** Debian packages that have what is missing. */
export function missingPackages(): string[] {
  const packages = missingCommands().map((command) => COMMANDS[command] ?? "containernetworking-plugins");
  return [...new Set(packages)];
}

/** Where this machine has the CNI plugins. */
export function cniPluginDirectory(): string {
  return (
    CNI_DIRECTORIES.find((directory) => CNI_PLUGINS.every((plugin) => existsSync(join(directory, plugin)))) ??
    CNI_DIRECTORIES[0]
  );
}

function missingCommands(): string[] {
  const missing = Object.keys(COMMANDS).filter((command) => !onPath(command));
  const plugins = CNI_PLUGINS.filter((plugin) => !existsSync(join(cniPluginDirectory(), plugin)));
  return [...missing, ...plugins.map((plugin) => `CNI plugin ${plugin}`)];
}

function onPath(command: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((directory) => isExecutable(join(directory, command)));
}

function memoryAvailable(): number {
  const line = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync("/proc/meminfo", "utf8"));
  return Number(line?.[1] ?? 0) * 1024;
}

function existingParent(directory: string): string {
  return existsSync(directory) ? directory : existingParent(dirname(directory));
}

function gibibytes(bytes: number): string {
  return `${(bytes / GIBIBYTE).toFixed(1)} GiB`;
}
