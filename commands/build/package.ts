import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { execute } from "../../toolchain/execute";
import { BUILD, execution } from "./build";
import { manifest, type SourceManifest } from "./manifest";
import { NOTICES } from "./plugin";

/** The npm package, unpacked. */
export const PACKAGE = join(BUILD, "package");

/** Compiles the npm package into a folder, packs it and returns the tarball's path. */
export async function buildPackage(bundledPlugin: string): Promise<string> {
  const compilation = execution("package");
  rmSync(PACKAGE, { recursive: true, force: true });
  await execute(
    process.execPath,
    [join(PROJECT_ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"],
    compilation,
  );
  const source = JSON.parse(readFileSync(join(PROJECT_ROOT, "components", "package.json"), "utf8")) as SourceManifest;
  writeFileSync(join(PACKAGE, "package.json"), `${JSON.stringify(manifest(source), null, 2)}\n`);
  for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) cpSync(join(PROJECT_ROOT, file), join(PACKAGE, file));
  mkdirSync(join(PACKAGE, "plugin"));
  cpSync(bundledPlugin, join(PACKAGE, "plugin", "plugin.js"));
  cpSync(join(dirname(bundledPlugin), NOTICES), join(PACKAGE, "plugin", NOTICES));
  const packed = await execute("npm", ["pack", "--json", "--pack-destination", BUILD], {
    ...compilation,
    cwd: PACKAGE,
  });
  const [{ filename }] = JSON.parse(packed) as { filename: string }[];
  return join(BUILD, filename);
}
