import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Schema } from "./shapes";

/** The file with what `readSchema` found: parsing the declarations at each start of the plugin would take seconds. */
export const DECLARATIONS_FILE = join(__dirname, "declared.json");

/** The inputs and outputs of the served types. */
export function schema(): Schema {
  return JSON.parse(readFileSync(DECLARATIONS_FILE, "utf8")) as Schema;
}
