import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { cacheRoot } from "./cache";
import { execute, type Execution } from "./execute";
import { StepError, type Progress } from "./steps";

/** Those of the packages that dpkg does not list as completely installed. */
function missingDebianPackages(packages: string[]): string[] {
  const query = spawnSync("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", ...packages], {
    encoding: "utf8",
  });
  const installed = new Set(
    (query.stdout ?? "")
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/** Installs the Debian packages that are missing, without starting the services they bring. */
export async function ensureDebianPackages(packages: string[], progress: Progress): Promise<void> {
  const missing = missingDebianPackages(packages);
  if (missing.length === 0) return;
  const what = `install the Debian packages ${missing.join(", ")}`;
  const log = join(cacheRoot(), "logs", "apt.log");
  if (spawnSync("apt-get", ["--version"]).status !== 0) {
    throw new StepError({
      what: `${what}: this machine has no apt-get`,
      todo: "Use Debian 12 (or a release with the same packages), or install the programs with the machine's own package manager.",
    });
  }
  if (process.getuid?.() !== 0) {
    throw new StepError({
      what: `${what}: not root`,
      todo: `Run as root: apt-get install --no-install-recommends ${missing.join(" ")}`,
    });
  }
  const todo = "Check that apt-get update works and that no other package manager runs, then run the command again.";
  // RUNLEVEL=1 makes deb-systemd-invoke and invoke-rc.d leave services alone: the sandbox starts what it needs itself.
  const execution: Execution = { what, todo, log, env: { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" } };
  const aptGet = (...args: string[]) =>
    execute("apt-get", ["-q", "-y", "-o", "DPkg::Lock::Timeout=300", ...args], execution);
  const install = () => aptGet("install", "--no-install-recommends", ...missing);
  progress(`installing ${missing.join(", ")}`);
  try {
    await install();
  } catch {
    // The package lists may be absent or name versions that are gone.
    progress("updating the package lists");
    await aptGet("update");
    progress(`installing ${missing.join(", ")}`);
    await install();
  }
}
