import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../components/package.json";
import { SCHEMA_FILE } from "../../test/generated/schema";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { execute } from "../../toolchain/execute";
import { runSteps } from "../../toolchain/steps";
import versions from "../../toolchain/versions.json";
import { pack } from "../build/archive";
import { BUILD, execution } from "../build/build";
import { bundledParts, bundleExecutables } from "../build/bundles";
import { partsIn } from "../build/licences";
import { buildPackage } from "../build/package";
import { buildPluginFolder, packPlugin, PLATFORMS } from "../build/plugin";
import { runCommand } from "../lib/runCommand";
import { checksums } from "./checksums";
import { type Declared, dependencyReport, namesOf } from "./dependencyReport";
import { generateSdks } from "./sdks";

const RELEASE = join(BUILD, "release");

/** Makes everything that a release publishes from this checkout, in build/release/. */
void runCommand(async () => {
  rmSync(BUILD, { recursive: true, force: true });
  mkdirSync(RELEASE, { recursive: true });
  const keep = (path: string) => cpSync(path, join(RELEASE, path.slice(BUILD.length + 1)));
  await runSteps(`Artifacts of ${version}`, [
    { title: "Executables", run: bundleExecutables },
    { title: "Licences and dependencies", run: async () => reportLicences() },
    { title: "npm package", run: async () => keep(await buildPackage()) },
    ...PLATFORMS.map((platform) => ({
      title: `Plugin for ${platform}`,
      run: async (progress: (message: string) => void) =>
        keep(await packPlugin(await buildPluginFolder(platform, progress), platform)),
    })),
    {
      title: "SDKs",
      run: async (progress) => {
        const schema = readFileSync(join(PROJECT_ROOT, SCHEMA_FILE), "utf8");
        const places = { schema, version, work: join(BUILD, "sdks"), target: RELEASE };
        return (await generateSdks(places, execution("sdks"), progress)).join(", ");
      },
    },
    { title: "API reference", run: makeApiReference },
    {
      title: "Checksums",
      run: async () => writeFileSync(join(RELEASE, "SHA256SUMS"), checksums(RELEASE)),
    },
  ]);
});

/** licences.md */
function reportLicences(): string {
  const declared = JSON.parse(readFileSync(join(PROJECT_ROOT, "components", "package.json"), "utf8")) as Declared;
  const asked = partsIn(
    PROJECT_ROOT,
    namesOf(declared).map((name) => `node_modules/${name}`),
  );
  const bundled = bundledParts();
  const nodes = PLATFORMS.map((platform) => ({ platform, version: versions.artifacts[`node-${platform}`].version }));
  writeFileSync(join(RELEASE, "licences.md"), dependencyReport({ declared, asked, bundled, nodes }));
  return `${bundled.length} packages in the executables`;
}

async function makeApiReference(): Promise<void> {
  const typedoc = join(PROJECT_ROOT, "node_modules", "typedoc", "bin", "typedoc");
  await execute(process.execPath, [typedoc, "--options", "docs/api/typedoc.json"], execution("api"));
  await pack(join(RELEASE, `pulumi-flink-api-${version}.tar.gz`), join(BUILD, "api"), `pulumi-flink-api-${version}`);
}
