import { execa } from "execa";
import { existsSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { processStat } from "../toolchain/processIdentity";
import { StepError } from "../toolchain/steps";
import { allPids, signal, within } from "./processes";
import { CGROUP, paths } from "./layout";

/** The processes of all pods: whoever is in the sandbox's cgroup, so also containers that lost their shim. */
export function podProcesses(): number[] {
  return allPids().filter((pid) => cgroupsOf(pid).includes(`:/${CGROUP}/`));
}

/** The shims that this sandbox's containerd started: their command line names its socket. */
export function shims(): number[] {
  const address = paths().containerdSocket;
  return allPids().filter((pid) => {
    const [executable = "", ...args] = commandLine(pid);
    return executable.includes("containerd-shim") && args[args.indexOf("-address") + 1] === address;
  });
}

/** Ends all pods at once, as a power failure would. containerd must have ended, or it would report and restart them. */
export async function killPods(): Promise<void> {
  const left = () => [...shims(), ...podProcesses()];
  // Again until none is left: a process may have forked between the look and the signal.
  const gone = await within(20, () => {
    const pids = left();
    for (const pid of pids) signal(pid, "SIGKILL");
    return pids.length === 0;
  });
  if (!gone)
    throw new StepError({
      what: `Processes of pods did not end after SIGKILL: ${left().join(", ")}`,
      todo: "See why they hang: cat /proc/PID/stack; a reboot ends them.",
    });
}

/** Unmounts everything the node mounted: root file systems, volumes, network namespaces. */
export async function unmountAll(): Promise<void> {
  // Again, for what was mounted more than once at one place.
  for (let round = 0; round < 3; round++) {
    const mounts = sandboxMounts(readFileSync("/proc/self/mountinfo", "utf8"), [paths().root, paths().run]);
    if (mounts.length === 0) return;
    await execa("umount", ["--lazy", "--", ...mounts], { reject: false });
  }
  const left = sandboxMounts(readFileSync("/proc/self/mountinfo", "utf8"), [paths().root, paths().run]);
  if (left.length > 0)
    throw new StepError({
      what: `Still mounted: ${left.join(", ")}`,
      todo: "See who uses them: fuser --verbose --mount DIRECTORY",
    });
}

/** Mount points below the given directories, the innermost first. */
export function sandboxMounts(mountinfo: string, directories: string[]): string[] {
  return mountinfo
    .split("\n")
    .map((line) =>
      (line.split(" ")[4] ?? "").replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
    )
    .filter((point) => directories.some((directory) => point.startsWith(`${directory}/`)))
    .reverse();
}

/** Removes what lies in /run, as a reboot does, with the shims' sockets, which containerd keeps at a place of its own. */
export function removeRun(): void {
  const tasks = join(paths().run, "containerd", "io.containerd.runtime.v2.task", "k8s.io");
  for (const task of existsSync(tasks) ? readdirSync(tasks) : []) {
    const file = join(tasks, task, "address");
    if (existsSync(file)) rmSync(readFileSync(file, "utf8").replace("unix://", ""), { force: true });
  }
  rmSync(paths().run, { recursive: true, force: true });
}

/** Removes the links to pods' logs that the kubelet makes in /var/log/containers. */
export function removeLogLinks(): void {
  const directory = "/var/log/containers";
  for (const entry of existsSync(directory) ? readdirSync(directory, { withFileTypes: true }) : []) {
    const path = join(directory, entry.name);
    if (entry.isSymbolicLink() && readlinkSync(path).startsWith(`${paths().podLogs}/`)) rmSync(path, { force: true });
  }
}

/** Host pids of a container: the JVM first when there is one, then by age. */
export function processesOfContainer(containerId: string): number[] {
  const pids = allPids().filter((pid) => cgroupsOf(pid).includes(containerId));
  const rank = (pid: number) => (read(`/proc/${pid}/comm`).trim() === "java" ? 0 : 1);
  const started = (pid: number) => processStat(pid)?.started ?? 0;
  return pids.sort((one, other) => rank(one) - rank(other) || started(one) - started(other) || one - other);
}

function cgroupsOf(pid: number): string {
  return read(`/proc/${pid}/cgroup`);
}

function commandLine(pid: number): string[] {
  return read(`/proc/${pid}/cmdline`).split("\0");
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
