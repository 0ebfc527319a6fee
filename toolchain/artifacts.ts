import { join } from "node:path";
import type { Artifact, ArtifactName, BuildContext } from "./artifact";
import { cacheRoot, isIntact, makeDirectory, PROJECT_ROOT, recipeHash } from "./cache";
import { startLog } from "./execute";
import { buildFlink } from "./flink";
import { buildGoModule, goFolder, type GoBuild } from "./goModule";
import { buildFlinkImage, buildJobImage } from "./images";
import { buildJob, JOB_SOURCES } from "./job";
import { buildNodeRuntime, type NodeRuntime } from "./nodeRuntime";
import { buildPython, type PythonArtifact, pythonFolder } from "./python";
import { buildRootfs } from "./rootfs";
import type { Progress } from "./steps";
import { runTasks } from "./tasks";
import versions from "./versions.json";
import { buildWheels } from "./wheels";

interface Recipe {
  /** Files and folders of the checkout that the artifact is made from. */
  files: string[];
  /** Artifacts it is made from. */
  inputs: ArtifactName[];
  build(context: BuildContext): Promise<void>;
}

const toolchain = (...path: string[]) => join(PROJECT_ROOT, "toolchain", ...path);

function goRecipe(name: ArtifactName): Recipe {
  const { version, go } = versions.artifacts[name] as { version: string; go: GoBuild };
  return {
    files: [goFolder(name)],
    inputs: [],
    build: ({ target, log, progress }) => buildGoModule(name, version, go, target, log, progress),
  };
}

function pythonRecipe(name: PythonArtifact): Recipe {
  return {
    files: [toolchain("python.ts"), pythonFolder(name)],
    inputs: [],
    build: (context) => buildPython(name, context),
  };
}

function nodeRecipe(name: NodeRuntime): Recipe {
  return {
    files: [toolchain("nodeRuntime.ts")],
    inputs: [],
    build: (context) => buildNodeRuntime(name, context),
  };
}

const RECIPES: Record<ArtifactName, Recipe> = {
  etcd: goRecipe("etcd"),
  kubernetes: goRecipe("kubernetes"),
  coredns: goRecipe("coredns"),
  versitygw: goRecipe("versitygw"),
  kwok: goRecipe("kwok"),
  pulumi: goRecipe("pulumi"),
  "pulumi-kubernetes": goRecipe("pulumi-kubernetes"),
  "pulumi-yaml": goRecipe("pulumi-yaml"),
  // After the CLI, whose compiled packages it shares.
  "pulumi-hosts": goRecipe("pulumi-hosts"),
  flink: { files: [toolchain("flink.ts")], inputs: [], build: buildFlink },
  job: { files: JOB_SOURCES, inputs: [], build: buildJob },
  moto: pythonRecipe("moto"),
  parliament: pythonRecipe("parliament"),
  "node-linux-amd64": nodeRecipe("node-linux-amd64"),
  "node-linux-arm64": nodeRecipe("node-linux-arm64"),
  "node-darwin-amd64": nodeRecipe("node-darwin-amd64"),
  "node-darwin-arm64": nodeRecipe("node-darwin-arm64"),
  "node-windows-amd64": nodeRecipe("node-windows-amd64"),
  "python-packages": {
    files: [toolchain("wheels.ts"), pythonFolder("python-packages")],
    inputs: [],
    build: (context) => buildWheels("python-packages", context),
  },
  rootfs: { files: [toolchain("rootfs.ts")], inputs: [], build: buildRootfs },
  "flink-image": {
    files: [toolchain("images.ts"), toolchain("image")],
    inputs: ["rootfs", "flink"],
    build: buildFlinkImage,
  },
  "job-image": { files: [toolchain("images.ts")], inputs: ["flink-image", "job"], build: buildJobImage },
};

/** All artifacts, in the order in which a cold build is best started. */
export const ARTIFACT_NAMES = Object.keys(RECIPES) as ArtifactName[];

/** The paths of an artifact; makes nothing. */
export function artifact(name: ArtifactName): Artifact {
  const { version } = versions.artifacts[name];
  const dir = join(cacheRoot(), name, `${version}-${recipe(name)}`);
  return { name, version, dir, bin: (tool) => join(dir, "bin", tool), ready: () => isIntact(dir) };
}

/** The recipe hash: of the pins, the recipe's files and the artifacts it is made from. */
function recipe(name: ArtifactName): string {
  const { files, inputs } = RECIPES[name];
  const pins = versions.artifacts[name];
  return recipeHash(files, [pins, "go" in pins ? versions.goBuild : undefined, inputs.map(recipe)]);
}

/** The log of an artifact's last build. */
function buildLog(name: ArtifactName): string {
  return join(cacheRoot(), "logs", `${name}.log`);
}

/** The artifacts and all they are made from, inputs first, each once. */
export function withInputs(names: ArtifactName[]): ArtifactName[] {
  return [...new Set(names.flatMap((name) => [...withInputs(RECIPES[name].inputs), name]))];
}

/** Each may use all cores and gigabytes of memory by itself. */
const PARALLEL_BUILDS = 2;

/** Makes the artifacts that are missing or damaged, and what they are made from. */
export async function ensure(names: ArtifactName[], progress: Progress): Promise<void> {
  const missing = withInputs(names).filter((name) => !artifact(name).ready());
  const builds = missing.map((name) => ({
    name,
    after: RECIPES[name].inputs.filter((input) => missing.includes(input)),
    run: () => make(name, (message) => progress(`${name}: ${message}`)),
  }));
  await runTasks(builds, PARALLEL_BUILDS);
}

async function make(name: ArtifactName, progress: Progress): Promise<void> {
  const { version, dir } = artifact(name);
  const log = buildLog(name);
  await makeDirectory(dir, { name, version, recipe: recipe(name) }, progress, async (target) => {
    startLog(log);
    await RECIPES[name].build({ target, log, progress, input: artifact });
  });
}
