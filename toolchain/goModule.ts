import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PROJECT_ROOT } from "./cache";
import { execute, type Execution } from "./execute";
import { StepError, type Progress } from "./steps";
import versions from "./versions.json";

/** How an artifact is compiled out of Go modules; the module versions and hashes are in toolchain/go/<name>. */
export interface GoBuild {
  /** The Go release that compiles it; the go command fetches it as a module when another one is installed. */
  toolchain: string;
  /** Executable to package. */
  executables: Record<string, string>;
  /** Go variables set by the linker: where each program keeps its version. */
  variables: Record<string, string>;
  /** Files of a module that are embedded, copied beside main.go before compiling. */
  embed?: ModuleFiles;
  /** Scripts of a module that an executable wants beside it. */
  scripts?: ModuleFiles;
}

/** Files of a Go module, by their paths in it. */
interface ModuleFiles {
  module: string;
  files: string[];
}

/** The folder with an artifact's go.mod and go.sum. */
export function goFolder(name: string): string {
  return join(PROJECT_ROOT, "toolchain", "go", name);
}

/** The arguments of `go build` for all executables of an artifact, into `bin`. */
export function goBuildArguments(build: GoBuild, bin: string): string[] {
  const variables = Object.entries(build.variables).map(([name, value]) => `-X=${name}=${value}`);
  const packages = Object.values(build.executables);
  const [only, ...others] = Object.keys(build.executables);
  // With one package the output is a file, which gives it its name; several take theirs from their packages.
  const output = others.length === 0 ? join(bin, only) : `${bin}/`;
  return [
    "build",
    ...versions.goBuild.arguments,
    "-ldflags",
    ["-s", "-w", ...variables].join(" "),
    "-o",
    output,
    ...packages,
  ];
}

/** Compiles an artifact's executables into `<target>/bin`. */
export async function buildGoModule(
  name: string,
  version: string,
  build: GoBuild,
  target: string,
  log: string,
  progress: Progress,
): Promise<void> {
  const env = { ...versions.goBuild.environment, GOTOOLCHAIN: build.toolchain };
  const folder = goFolder(name);
  const execution: Execution = {
    what: `compile ${name} ${version}`,
    todo:
      "Check that Go 1.21 or newer is on PATH (go version), that the Go module proxy is reachable (go env " +
      "GOPROXY) and that 20 GiB of disk are free, then run the command again. Finished parts are kept in " +
      "Go's own cache.",
    log,
    cwd: folder,
    env,
  };
  const bin = join(target, "bin");
  mkdirSync(bin);
  progress("fetching modules and compiling");
  const cwd = build.embed ? await sourceWithEmbeddedFiles(folder, version, build.embed, target, execution) : folder;
  await execute("go", goBuildArguments(build, bin), { ...execution, cwd });
  if (cwd !== folder) rmSync(cwd, { recursive: true });
  if (build.scripts) await copyScripts(build.scripts, bin, execution);
  const missing = Object.keys(build.executables).filter((executable) => !existsSync(join(bin, executable)));
  if (missing.length > 0)
    throw new StepError({ ...execution, what: `compile ${name}: go build made no ${missing.join(", ")}` });
}

/** A copy of the folder beside the target, with the module's files in it; JSON schemas get the version, as upstream's generator does. */
async function sourceWithEmbeddedFiles(
  folder: string,
  version: string,
  embed: ModuleFiles,
  target: string,
  execution: Execution,
) {
  const source = join(target, "source");
  mkdirSync(source);
  for (const file of ["go.mod", "go.sum", "main.go"]) copyFileSync(join(folder, file), join(source, file));
  const module = await moduleFolder(embed.module, execution);
  for (const file of embed.files) {
    const content = JSON.parse(readFileSync(join(module, file), "utf8")) as Record<string, unknown>;
    if (basename(file) === "schema.json") content.version = version;
    writeFileSync(join(source, basename(file)), JSON.stringify(content));
  }
  return source;
}

async function copyScripts({ module, files }: ModuleFiles, bin: string, execution: Execution): Promise<void> {
  const folder = await moduleFolder(module, execution);
  for (const file of files) {
    const script = join(bin, basename(file));
    copyFileSync(join(folder, file), script);
    chmodSync(script, 0o755);
  }
}

/** Where Go keeps a module that go.mod names. */
async function moduleFolder(module: string, execution: Execution): Promise<string> {
  await execute("go", ["mod", "download", module], execution);
  return (await execute("go", ["list", "-m", "-f", "{{.Dir}}", module], execution)).trim();
}
