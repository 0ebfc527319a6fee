import { writeFileSync } from "node:fs";
import { functions, handlers } from "../services";
import { readSchema } from "./declarations";
import { DECLARATIONS_FILE } from "./schema";

/**
 * Writes declared.json anew: `node -r ts-node/register/transpile-only test/standins/aws/schema/generate.ts`, after
 * @pulumi/aws was updated or a type was added to the services.
 */
writeFileSync(
  DECLARATIONS_FILE,
  `${JSON.stringify(readSchema([...Object.keys(handlers), ...Object.keys(functions)]), undefined, 1)}\n`,
);
process.stdout.write(`${DECLARATIONS_FILE} written\n`);
