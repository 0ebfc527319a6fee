import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import satisfies from "spdx-satisfies";
import { StepError } from "../../toolchain/steps";

/** What esbuild writes of a bundle. */
export interface Metafile {
  readonly outputs: Record<string, { readonly inputs: Record<string, { readonly bytesInOutput: number }> }>;
}

/** A package whose code is part of what is released. */
export interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly repository: string;
  /** Licence and notices as the package has them. */
  readonly texts: readonly string[];
}

/** Licences under which others' code may be part of a release: they ask for their text, or for nothing. */
const ACCEPTED = [
  ...[
    "MIT",
    "ISC",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "CC-BY-3.0",
    "Unlicense",
  ],
];

/** Licences that a package.json does not name as SPDX does; read in the package. */
const READ: Record<string, string> = { "@logdna/tail-file": "MIT" };

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([-.].*)?$/i;

/** Folders of the packages of which a bundle has code. */
export function bundledFolders({ outputs }: Metafile): string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );
  const folders = files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

/** The packages in folders, by name and version; those that lie in several of them once. */
export function partsIn(root: string, folders: readonly string[]): Part[] {
  const parts = new Map<string, Part>();
  for (const folder of folders) {
    const part = partIn(join(root, folder));
    parts.set(`${part.name} ${part.version}`, part);
  }
  return [...parts.keys()].sort().map((key) => parts.get(key)!);
}

function partIn(folder: string): Part {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && LICENCE_FILE.test(entry.name),
  );
  return {
    name,
    version,
    licence: READ[name] ?? license ?? "none",
    repository: typeof repository === "string" ? repository : (repository?.url ?? ""),
    texts: files.map((file) => readFileSync(join(folder, file.name), "utf8").trim()).sort(),
  };
}

/** Packages that may not be part of a release as they are. */
export function refused(parts: readonly Part[]): string[] {
  return parts
    .filter(({ licence }) => !isAccepted(licence))
    .map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
}

function isAccepted(licence: string): boolean {
  try {
    return satisfies(licence, ACCEPTED);
  } catch {
    // It is no expression of SPDX.
    return false;
  }
}

/** The file that goes with the code of others: every package with its licence's text. */
export function notices(parts: readonly Part[]): string {
  const problems = refused(parts);
  if (problems.length > 0)
    throw new StepError({
      what: `the executables have code of packages whose licence is not known to allow it:\n  ${problems.join("\n  ")}`,
      todo: "Read the licence, then change commands/build/licences.ts or the dependency.",
    });
  const introduction =
    "The bundled executables have code of these packages, each under the licence that is named here.";
  const entries = parts.map(({ name, version, licence, repository, texts }) =>
    [
      `${name} ${version}`,
      `Licence: ${licence}`,
      ...(repository === "" ? [] : [`Sources: ${repository}`]),
      ...texts.map((text) => `\n${text}`),
    ].join("\n"),
  );
  return `${[introduction, ...entries].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
