import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactName, BuildContext } from "./artifact";
import { execute } from "./execute";
import { pythonFolder } from "./python";
import { StepError } from "./steps";
import versions from "./versions.json";

/** Downloads locked packages of PyPI into `<target>/wheels`, for pip to install from without its index. */
export async function buildWheels(name: ArtifactName, { target, log, progress }: BuildContext): Promise<void> {
  const execution = {
    what: `download ${name} ${versions.artifacts[name].version}`,
    todo: "Check that pip (python3 -m pip --version, 22.3 or newer) works and reaches its package index, then run the command again.",
    log,
  };
  const wheels = join(target, "wheels");
  const lock = join(pythonFolder(name), "requirements.txt");
  progress("downloading");
  const download = ["download", "--quiet", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--require-hashes"];
  await execute("python3", ["-m", "pip", ...download, "--dest", wheels, "--requirement", lock], execution);
  if (readdirSync(wheels).length === 0) throw new StepError({ ...execution, what: `${execution.what}: no file came` });
}
