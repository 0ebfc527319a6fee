import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { execute } from "../../toolchain/execute";
import { BUILD, execution } from "./build";
import { bundledFolders, type Metafile, notices, type Part, partsIn } from "./licences";

/** The executables of a release: the plugin, and the command for users. Each is one file. */
export const EXECUTABLES = ["pulumi-resource-flink", "pulumi-flink"] as const;
type Executable = (typeof EXECUTABLES)[number];

/** Licences of the packages that the executables have code of. */
const NOTICES = "THIRD_PARTY_LICENSES";

/** Where the bundled executables lie, and the licences. */
const BIN = join(BUILD, "bin");

/** The files that go wherever the executables go. */
export const BUNDLED = [...EXECUTABLES.map((name) => `${name}.js`), NOTICES].map((file) => join(BIN, file));

/** Makes each executable one JavaScript file. */
export async function bundleExecutables(): Promise<void> {
  for (const name of EXECUTABLES)
    await execute(process.execPath, [join(__dirname, "bundle.mjs"), name], execution(name));
  writeFileSync(join(BIN, NOTICES), notices(bundledParts()));
}

/** The packages that the executables have code of. */
export function bundledParts(): Part[] {
  const folders = EXECUTABLES.flatMap((name) => bundledFolders(metafile(name)));
  return partsIn(PROJECT_ROOT, [...new Set(folders)].sort());
}

function metafile(name: Executable): Metafile {
  return JSON.parse(readFileSync(join(BIN, `${name}.json`), "utf8")) as Metafile;
}
