import { join } from "node:path";
import type { BuildContext } from "./artifact";
import { PROJECT_ROOT } from "./cache";
import { execute, type Execution } from "./execute";
import versions from "./versions.json";

/** A package of PyPI that is an artifact. */
export type PythonArtifact = "moto" | "parliament";

/** The modules that must load once it is installed. */
const MODULES: Record<PythonArtifact, string> = {
  moto: "moto.server, moto.s3.urls, moto.iam.urls, moto.kms.urls, moto.eks.urls, moto.sts.urls",
  parliament: "parliament",
};

/** The folder with its requirements; requirements.txt locks every package, with the hashes of all its files. */
export function pythonFolder(name: string): string {
  return join(PROJECT_ROOT, "toolchain", "python", name);
}

/**
 * Installs it in its own Python environment. It runs as `bin/python -m ...`: its scripts have the path of the temporary
 * folder in them.
 */
export async function buildPython(name: PythonArtifact, { target, log, progress }: BuildContext): Promise<void> {
  const execution: Execution = {
    what: `install ${name} ${versions.artifacts[name].version}`,
    todo: "Check that pip (python3 -m pip --version, 22.3 or newer) works and reaches its package index, then run the command again.",
    log,
    cwd: target,
  };
  // Debian's Python has no ensurepip: the environment does without a pip of its own.
  await execute("python3", ["-m", "venv", "--without-pip", target], execution);
  progress("downloading and installing");
  const python = join(target, "bin", "python");
  const install = [
    "--python",
    python,
    "install",
    "--quiet",
    "--no-deps",
    "--no-cache-dir",
    "--only-binary=:all:",
    "--require-hashes",
  ];
  await execute(
    "python3",
    ["-m", "pip", ...install, "--requirement", join(pythonFolder(name), "requirements.txt")],
    execution,
  );
  await execute(python, ["-c", `import ${MODULES[name]}`], execution);
}
