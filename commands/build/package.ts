import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { execute } from "../../toolchain/execute";
import { BUILD, execution } from "./build";
import { BUNDLED } from "./bundles";
import { manifest, type SourceManifest } from "./manifest";

/** The npm package, unpacked. */
export const PACKAGE = join(BUILD, "package");

/** Compiles the npm package into a folder with the bundled executables, packs it and returns the tarball's path. */
export async function buildPackage(): Promise<string> {
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
  mkdirSync(join(PACKAGE, "bin"));
  for (const file of BUNDLED) cpSync(file, join(PACKAGE, "bin", basename(file)));
  const packed = await execute("npm", ["pack", "--json", "--pack-destination", BUILD], {
    ...compilation,
    cwd: PACKAGE,
  });
  const [{ filename }] = JSON.parse(packed) as { filename: string }[];
  return join(BUILD, filename);
}
