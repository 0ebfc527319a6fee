import { execa } from "execa";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StepError } from "../toolchain/steps";
import { within } from "./processes";
import { CGROUP, CONTEXT, network, paths } from "./layout";

const FORWARD = "/proc/sys/net/ipv4/ip_forward";
const CGROUPS = "/sys/fs/cgroup";

/** Bridge, forwarding, the route of the Services. All of it is idempotent, and gone after a reboot. */
export async function ensureNetwork(): Promise<void> {
  const { bridge, address, prefix, services } = network;
  if (!existsSync(`/sys/class/net/${bridge}`)) {
    await refuseTakenNetwork();
    await execa("ip", ["link", "add", bridge, "type", "bridge"]);
  }
  await execa("ip", ["address", "replace", `${address}/${prefix}`, "dev", bridge]);
  await execa("ip", ["link", "set", bridge, "up"]);
  // Without a route of its own a Service address would follow the default route, or have none.
  await execa("ip", ["route", "replace", services, "dev", bridge]);
  mkdirSync(paths().run, { recursive: true });
  if (readFileSync(FORWARD, "utf8").trim() === "0") {
    writeFileSync(forwardMarker(), "0");
    writeFileSync(FORWARD, "1");
  }
  await passFilteringHost("-C", "-I");
}

/** Undoes `ensureNetwork` and what kube-proxy and the CNI plugins left. */
export async function removeNetwork(): Promise<void> {
  await passFilteringHost("-D");
  for (const family of ["ip", "ip6"]) await execa("nft", ["delete", "table", family, "kube-proxy"], { reject: false });
  await execa("ip", ["link", "delete", network.bridge], { reject: false });
  if (existsSync(forwardMarker())) writeFileSync(FORWARD, readFileSync(forwardMarker(), "utf8"));
  const results = "/var/lib/cni/results";
  if (existsSync(results)) {
    for (const file of readdirSync(results))
      if (file.startsWith(`${CONTEXT}-`)) rmSync(join(results, file), { force: true });
  }
}

/** Parent cgroup of all pods, in every hierarchy of cgroup v1 or in the one of v2. */
export function ensureCgroup(): void {
  for (const directory of cgroupDirectories()) mkdirSync(directory, { recursive: true });
  const control = join(CGROUPS, "cgroup.subtree_control");
  if (!existsSync(control)) return;
  const enabled = readFileSync(control, "utf8").split(/\s+/);
  for (const controller of ["cpuset", "cpu", "io", "memory", "pids", "hugetlb"]) {
    const available = readFileSync(join(CGROUPS, "cgroup.controllers"), "utf8").split(/\s+/).includes(controller);
    if (available && !enabled.includes(controller)) writeFileSync(control, `+${controller}`);
  }
}

/** Removes the pods' cgroups; their processes must be gone. A cgroup stays busy for a moment after its last one. */
export async function removeCgroup(): Promise<void> {
  const removed = () => cgroupDirectories().map(removeTree).every(Boolean);
  if (!(await within(10, removed)))
    throw new StepError({
      what: `The cgroups ${CGROUP} under ${CGROUPS} are still in use`,
      todo: "See by whom: systemd-cgls, or cgroup.procs in them; a reboot removes them.",
    });
}

/** Takes an address that another interface routes for a foreign cluster's, not for ours to share. */
async function refuseTakenNetwork(): Promise<void> {
  const { stdout } = await execa("ip", ["-json", "-4", "route", "show"]);
  const routes = JSON.parse(stdout) as { dst: string; dev?: string }[];
  const taken = routes.find(
    ({ dst, dev }) => dev !== network.bridge && [network.pods, network.services].some((range) => overlaps(dst, range)),
  );
  if (!taken) return;
  throw new StepError({
    what:
      `The sandbox needs the addresses ${network.pods} and ${network.services}, but ${taken.dev} already ` +
      `routes ${taken.dst} (another Kubernetes node or VPN?)`,
    todo: `End what uses ${taken.dev}, or use that cluster: npm start -- --context NAME`,
  });
}

/** Whether two IPv4 ranges in CIDR notation share an address. The default route shares none: everything is more exact. */
export function overlaps(one: string, other: string): boolean {
  if (one === "default" || other === "default") return false;
  const [first, second] = [one, other].map(parseRange);
  const bits = Math.min(first.prefix, second.prefix);
  const mask = bits === 0 ? 0 : (~0 << (32 - bits)) >>> 0;
  return (first.address & mask) >>> 0 === (second.address & mask) >>> 0;
}

function parseRange(range: string): { address: number; prefix: number } {
  const [address, prefix = "32"] = range.split("/");
  return {
    address: address.split(".").reduce((number, byte) => number * 256 + Number(byte), 0),
    prefix: Number(prefix),
  };
}

/** Hosts whose iptables drop what they were not told to accept (Docker's, ufw's) must let the bridge's packets pass. */
async function passFilteringHost(...operations: string[]): Promise<void> {
  const rules = [
    ["INPUT", "-i"],
    ["FORWARD", "-i"],
    ["FORWARD", "-o"],
  ];
  for (const [chain, direction] of rules) {
    const listing = await execa("iptables", ["-S", chain], { reject: false });
    if (listing.failed || !listing.stdout.includes(`-P ${chain} DROP`)) continue;
    const rule = [chain, direction, network.bridge, "-m", "comment", "--comment", CONTEXT, "-j", "ACCEPT"];
    for (const operation of operations) {
      const result = await execa("iptables", [operation, ...rule], { reject: false });
      if (!result.failed) break;
    }
  }
}

function cgroupDirectories(): string[] {
  if (existsSync(join(CGROUPS, "cgroup.controllers"))) return [join(CGROUPS, CGROUP)];
  return readdirSync(CGROUPS)
    .map((hierarchy) => join(CGROUPS, hierarchy))
    .filter((directory) => statSync(directory).isDirectory() && existsSync(join(directory, "cgroup.procs")))
    .map((directory) => join(directory, CGROUP));
}

function removeTree(directory: string): boolean {
  if (!existsSync(directory)) return true;
  const children = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (!children.map((entry) => removeTree(join(directory, entry.name))).every(Boolean)) return false;
  try {
    rmdirSync(directory);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EBUSY") return false;
    throw error;
  }
}

function forwardMarker(): string {
  return join(paths().run, "ip_forward.before");
}
