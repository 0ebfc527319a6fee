// npm run toolchain -- [status | build [names] | verify]: what the toolchain has made, makes, and whether it is undamaged.
import type { Artifact, ArtifactName } from "../toolchain/artifact";
import { artifact, ARTIFACT_NAMES, ensure, withInputs } from "../toolchain/artifacts";
import { cacheRoot, findDamage, readManifest } from "../toolchain/cache";
import { ensureLanguages } from "../toolchain/languages";
import { ensurePulumi } from "../toolchain/pulumi";
import { formatDuration, runSteps, StepError } from "../toolchain/steps";
import { runCommand } from "./lib/runCommand";

const USAGE = "npm run toolchain -- [status | build [names] | verify]";

void runCommand(async () => {
  const [command = "status", ...names] = process.argv.slice(2);
  const commands: Partial<Record<string, () => Promise<void> | void>> = { status, build: () => build(names), verify };
  const run = commands[command];
  if (!run) throw new StepError({ what: `there is no command ${command}`, todo: `Use ${USAGE}` });
  await run();
});

/** One line for each artifact: whether it is there, how large it is and how long its build took. */
function status(): void {
  process.stdout.write(`${cacheRoot()}\n`);
  for (const item of ARTIFACT_NAMES.map(artifact))
    process.stdout.write(`  ${item.name.padEnd(18)} ${item.version.padEnd(10)} ${state(item)}\n`);
}

function state(item: Artifact): string {
  const manifest = readManifest(item.dir);
  if (!manifest) return "not built";
  if (!item.ready()) return `damaged: the next build makes it anew (${item.dir})`;
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.size, 0);
  return `${(bytes / 2 ** 20).toFixed(0).padStart(5)} MiB, built in ${formatDuration(manifest.seconds * 1000)} on ${manifest.built}`;
}

/** Makes the named artifacts; without names all, and Pulumi from wherever it is available. */
async function build(names: string[]): Promise<void> {
  const unknown = names.filter((name) => !ARTIFACT_NAMES.includes(name as ArtifactName));
  if (unknown.length > 0)
    throw new StepError({
      what: `there is no artifact ${unknown.join(", ")}`,
      todo: `Choose from ${ARTIFACT_NAMES.join(", ")}`,
    });
  const fromSource = ["pulumi", "pulumi-kubernetes", "pulumi-yaml", "pulumi-hosts"];
  const wanted =
    names.length > 0 ? (names as ArtifactName[]) : ARTIFACT_NAMES.filter((name) => !fromSource.includes(name));
  const artifacts = {
    title: withInputs(wanted).join(", "),
    run: (progress: (message: string) => void) => ensure(wanted, progress),
  };
  const pulumi = { title: "Pulumi CLI, language host and Kubernetes provider", run: ensurePulumi };
  const languages = { title: "Language hosts of YAML, Python and Go", run: ensureLanguages };
  await runSteps("Toolchain", names.length > 0 ? [artifacts] : [artifacts, pulumi, languages]);
}

/** Reads every file of every built artifact and compares it with its manifest. */
async function verify(): Promise<void> {
  const damaged: string[] = [];
  const built = ARTIFACT_NAMES.map(artifact).filter((item) => readManifest(item.dir));
  const check = async (item: Artifact) => {
    const damage = await findDamage(item.dir);
    damaged.push(...damage.map((path) => `${item.dir}/${path}`));
    return damage.length > 0
      ? `${damage.length} files differ`
      : `${Object.keys(readManifest(item.dir)!.files).length} files`;
  };
  await runSteps(
    "Verify",
    built.map((item) => ({ title: `${item.name} ${item.version}`, run: () => check(item) })),
  );
  if (damaged.length > 0) {
    throw new StepError({
      what: `these files are not what was built:\n  ${damaged.join("\n  ")}`,
      todo: "Delete the folders they are in and run npm run toolchain -- build. What runs from them should be restarted.",
    });
  }
}
