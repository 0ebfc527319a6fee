import { existsSync, globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { inferSchema, SCHEMA_FILE } from "./schema";

/** Files by their path in the checkout. */
export type Files = Record<string, string>;

/** Files that are made from the sources, checked in and compared. */
export interface Generated {
  readonly name: string;
  readonly files: () => Promise<Files>;
  /** Where nothing else may lie. */
  readonly folder?: string;
}

// Loaded when they are needed: the library reads schema.json, which is generated first.
const load = createRequire(__filename);
const objects = () => load("./objects") as typeof import("./objects");
const picture = () => load("./deployedPicture") as typeof import("./deployedPicture");
const rules = () => load("./rulesPage") as typeof import("./rulesPage");
const page = () => load("./argumentsPage") as typeof import("./argumentsPage");

/** Everything that is generated, in the order in which one is made from the other. */
export const GENERATED: Generated[] = [
  { name: "schema", files: async () => ({ [SCHEMA_FILE]: inferSchema() }) },
  { name: "objects", folder: "test/generated/objects", files: () => objects().objectFiles() },
  { name: "arguments", files: async () => ({ "docs/arguments.md": page().argumentsPage() }) },
  { name: "rules", files: async () => ({ "docs/rules.md": rules().rulesPage() }) },
  { name: "deployed", files: async () => ({ "docs/deployed.svg": await picture().deployedPicture() }) },
];

/** Paths of checked-in files that are missing or differ from what the sources say, and of those that nothing generates. */
export function stale({ folder }: Pick<Generated, "folder">, files: Files): string[] {
  const differing = Object.entries(files).filter(([path, content]) => committed(path) !== content);
  const present = folder === undefined ? [] : globSync(`${folder}/**/*.*`, { cwd: PROJECT_ROOT });
  return [...differing.map(([path]) => path), ...present.filter((path) => !(path in files))];
}

/** A checked-in file. */
export function committed(path: string): string | undefined {
  const file = join(PROJECT_ROOT, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
