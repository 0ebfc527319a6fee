import { killPods, podProcesses, removeLogLinks, removeRun, unmountAll } from "../../../sandbox/containers";
import { removeCgroup, removeNetwork } from "../../../sandbox/network";
import { recordedNames, running, signal, within } from "../../../sandbox/processes";

/**
 * What a power failure and a boot do to the sandbox: all its processes die at once, none with a chance to tidy up, and
 * what the kernel and /run held is gone: mounts, bridge, rules, cgroups, sockets. Returns how many processes died.
 */
export async function powerFailure(): Promise<number> {
  const components = recordedNames().flatMap((name) => running(name) ?? []);
  const pods = podProcesses();
  for (const pid of [...components.map((record) => record.pid), ...pods]) signal(pid, "SIGKILL");
  if (!(await within(10, () => recordedNames().every((name) => running(name) === undefined)))) throw new Error("Processes of the sandbox survived SIGKILL.");
  await killPods();
  await unmountAll();
  await removeNetwork();
  removeCgroup();
  removeLogLinks();
  removeRun();
  return components.length + pods.length;
}
