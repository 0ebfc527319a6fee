import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { PROJECT_ROOT } from "../../toolchain/cache";

/** Files by path, each with those of them that it imports. */
export type Imports = Map<string, string[]>;

/** All TypeScript files of the project and what they import of each other, types included. */
export function projectImports(): Imports {
  const { config } = ts.readConfigFile(join(PROJECT_ROOT, "tsconfig.check.json"), (path) => ts.sys.readFile(path));
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, PROJECT_ROOT);
  const cache = ts.createModuleResolutionCache(PROJECT_ROOT, (name) => name, options);
  const resolve = (module: string, file: string) =>
    ts.resolveModuleName(module, file, options, ts.sys, cache).resolvedModule?.resolvedFileName;
  const imports = fileNames.map((file): [string, string[]] => {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"));
    const resolved = importedFiles.map(({ fileName }) => resolve(fileName, file) ?? "");
    return [inProject(file), resolved.filter((path) => fileNames.includes(path)).map(inProject)];
  });
  return new Map(imports);
}

/** Every circle of files, as the shortest way from a file back to itself; circles of the same files count once. */
export function circles(imports: Imports): string[][] {
  const found = new Map<string, string[]>();
  for (const file of imports.keys()) {
    const circle = wayBack(file, imports);
    const files = [...circle].sort().join();
    if (circle.length > 0 && !found.has(files)) found.set(files, circle);
  }
  return [...found.values()];
}

/** The files on the shortest way from a file back to it, which is the first; none when there is no way. */
function wayBack(start: string, imports: Imports): string[] {
  const ways = [[start]];
  const reached = new Set<string>();
  for (const way of ways)
    for (const next of imports.get(way.at(-1)!) ?? []) {
      if (next === start) return way;
      if (!reached.has(next)) ways.push([...way, next]);
      reached.add(next);
    }
  return [];
}

function inProject(file: string): string {
  return relative(PROJECT_ROOT, file);
}
