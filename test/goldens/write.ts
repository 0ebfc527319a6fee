import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { runCommand } from "../../toolchain/steps";
import { goldenFile, PROGRAMS, rendered } from "./programs";

/** `npm run goldens`: writes what each program registers. Look at the difference before you commit it. */
void runCommand(async () => {
  for (const program of PROGRAMS) {
    mkdirSync(dirname(goldenFile(program)), { recursive: true });
    writeFileSync(goldenFile(program), await rendered(program));
    process.stdout.write(`${program.name}\n`);
  }
});
