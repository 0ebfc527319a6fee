import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactName, BuildContext } from "./artifact";
import { execute, type Execution } from "./execute";
import { StepError } from "./steps";
import versions from "./versions.json";

/** Artifacts that are a Node.js for one platform, which the plugin's archive for it carries. */
export type NodeRuntime = Extract<ArtifactName, `node-${string}`>;

/** Fetches a platform's Node.js as npm has it: its executable, and its licence where the package has one. */
export async function buildNodeRuntime(name: NodeRuntime, { target, log, progress }: BuildContext): Promise<void> {
  const { version, package: npmPackage, integrity } = versions.artifacts[name];
  const execution: Execution = {
    what: `get ${npmPackage} ${version}`,
    todo: "Check that npm reaches its registry, then run the command again.",
    log,
    cwd: target,
  };
  progress("downloading");
  const packed = await execute("npm", ["pack", "--json", `${npmPackage}@${version}`], execution);
  const [found] = JSON.parse(packed) as { filename: string; integrity: string }[];
  if (found.integrity !== integrity)
    throw new StepError({
      ...execution,
      what: `${execution.what}: its integrity is ${found.integrity}, not ${integrity}`,
    });
  await execute("tar", ["-xzf", found.filename], execution);
  const executable = existsSync(join(target, "package", "bin", "node.exe")) ? "node.exe" : "node";
  copyFileSync(join(target, "package", "bin", executable), join(target, executable));
  chmodSync(join(target, executable), 0o755);
  const license = join(target, "package", "LICENSE");
  if (existsSync(license)) copyFileSync(license, join(target, "LICENSE"));
  rmSync(join(target, "package"), { recursive: true });
  rmSync(join(target, found.filename));
  if (readFileSync(join(target, executable)).length === 0)
    throw new StepError({ ...execution, what: `${execution.what}: it is empty` });
}
