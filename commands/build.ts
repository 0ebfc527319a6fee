import { relative } from "node:path";
import { PROJECT_ROOT } from "../toolchain/cache";
import { runSteps, StepError } from "../toolchain/steps";
import { bundleExecutables } from "./build/bundles";
import { buildPackage } from "./build/package";
import { buildPluginFolder, HERE, packPlugin, type Platform, PLATFORMS } from "./build/plugin";
import { runCommand } from "./lib/runCommand";

const USAGE = `npm run build [-- PLATFORM ... | all]   (${PLATFORMS.join(", ")})`;

/** `npm run build`: the npm package and the plugin's archives, in build/; by default for this machine's platform. */
void runCommand(async () => {
  const wanted = process.argv.slice(2);
  const platforms = wanted.length === 0 ? [HERE] : wanted.includes("all") ? [...PLATFORMS] : (wanted as Platform[]);
  const unknown = platforms.filter((platform) => !PLATFORMS.includes(platform));
  if (unknown.length > 0)
    throw new StepError({ what: `the plugin is not built for ${unknown.join(", ")}`, todo: `Use ${USAGE}.` });
  await runSteps("Build", [
    { title: "Executables", run: bundleExecutables },
    { title: "npm package", run: async () => shown(await buildPackage()) },
    ...platforms.map((platform) => ({
      title: `Plugin for ${platform}`,
      run: async (progress: (message: string) => void) =>
        shown(await packPlugin(await buildPluginFolder(platform, progress), platform)),
    })),
  ]);
});

function shown(path: string): string {
  return relative(PROJECT_ROOT, path);
}
