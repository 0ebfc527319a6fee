import { join } from "node:path";
import { cacheRoot, isIntact, makeDirectory, PROJECT_ROOT, recipeHash } from "./cache";
import { startLog } from "./execute";
import { buildFlink } from "./flink";
import { buildGoModule, goFolder, type GoBuild } from "./goModule";
import { buildFlinkImage, buildJobImage } from "./images";
import { buildJob, JOB_SOURCES } from "./job";
import { buildPython, type PythonArtifact, pythonFolder } from "./python";
import { buildRootfs } from "./rootfs";
import type { Progress } from "./steps";
import versions from "./versions.json";

/** Everything the toolchain can make. */
export type ArtifactName = keyof typeof versions.artifacts;

/** A directory in the cache, complete or absent, whose name changes with everything it is made from. */
export interface Artifact {
  name: ArtifactName;
  version: string;
  /** `<cacheRoot>/<name>/<version>-<recipe hash>`. */
  dir: string;
  /** Path of one of its executables. */
  bin: (tool: string) => string;
  /** Whether it is complete and its files have the recorded sizes and times. */
  ready: () => boolean;
}

/** What a build gets: where to put the files, where to log, whom to tell, and the artifacts it is made from. */
export interface BuildContext {
  target: string;
  log: string;
  progress: Progress;
  input: (name: ArtifactName) => Artifact;
}

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

const recipes: Record<ArtifactName, Recipe> = {
  etcd: goRecipe("etcd"),
  kubernetes: goRecipe("kubernetes"),
  coredns: goRecipe("coredns"),
  versitygw: goRecipe("versitygw"),
  pulumi: goRecipe("pulumi"),
  "pulumi-kubernetes": goRecipe("pulumi-kubernetes"),
  flink: { files: [toolchain("flink.ts")], inputs: [], build: buildFlink },
  job: { files: JOB_SOURCES, inputs: [], build: buildJob },
  moto: pythonRecipe("moto"),
  parliament: pythonRecipe("parliament"),
  rootfs: { files: [toolchain("rootfs.ts")], inputs: [], build: buildRootfs },
  "flink-image": {
    files: [toolchain("images.ts"), toolchain("image")],
    inputs: ["rootfs", "flink"],
    build: buildFlinkImage,
  },
  "job-image": { files: [toolchain("images.ts")], inputs: ["flink-image", "job"], build: buildJobImage },
};

/** All artifacts, in the order in which a cold build is best started. */
export const ARTIFACT_NAMES = Object.keys(recipes) as ArtifactName[];

/** The paths of an artifact; makes nothing. */
export function artifact(name: ArtifactName): Artifact {
  const { version } = versions.artifacts[name];
  const dir = join(cacheRoot(), name, `${version}-${recipe(name)}`);
  return { name, version, dir, bin: (tool) => join(dir, "bin", tool), ready: () => isIntact(dir) };
}

/** The recipe hash: of the pins, the recipe's files and the artifacts it is made from. */
function recipe(name: ArtifactName): string {
  const { files, inputs } = recipes[name];
  const pins = versions.artifacts[name];
  return recipeHash(files, [pins, "go" in pins ? versions.goBuild : undefined, inputs.map(recipe)]);
}

/** The log of an artifact's last build. */
function buildLog(name: ArtifactName): string {
  return join(cacheRoot(), "logs", `${name}.log`);
}

/** The artifacts and all they are made from, inputs first, each once. */
export function withInputs(names: ArtifactName[]): ArtifactName[] {
  return [...new Set(names.flatMap((name) => [...withInputs(recipes[name].inputs), name]))];
}

const PARALLEL = 2;

/** Makes the artifacts that are missing or damaged, and what they are made from, at most two at once. */
export async function ensure(names: ArtifactName[], progress: Progress): Promise<void> {
  const missing = withInputs(names).filter((name) => !artifact(name).ready());
  const made = new Map<ArtifactName, Promise<void>>();
  const slots = new Semaphore(PARALLEL);
  for (const name of missing) {
    const inputs = recipes[name].inputs.flatMap((input) => made.get(input) ?? []);
    made.set(
      name,
      Promise.all(inputs).then(() => slots.use(() => make(name, (message) => progress(`${name}: ${message}`)))),
    );
  }
  const failures = (await Promise.allSettled(made.values())).filter((result) => result.status === "rejected");
  if (failures.length > 0) throw failures[0].reason;
}

async function make(name: ArtifactName, progress: Progress): Promise<void> {
  const { version, dir } = artifact(name);
  const log = buildLog(name);
  await makeDirectory(dir, { name, version, recipe: recipe(name) }, progress, async (target) => {
    startLog(log);
    await recipes[name].build({ target, log, progress, input: artifact });
  });
}

/** Lets a number of actions run at the same time, the others wait in order. */
class Semaphore {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async use<T>(action: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await action();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
