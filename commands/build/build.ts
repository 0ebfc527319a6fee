import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cacheRoot, PROJECT_ROOT } from "../../toolchain/cache";
import { type Execution, startLog } from "../../toolchain/execute";

/** Where everything that is released is built; not checked in. */
export const BUILD = join(PROJECT_ROOT, "build");

/** How a step of the build runs a program, with a log. */
export function execution(what: string): Execution {
  const log = join(cacheRoot(), "logs", `build-${what}.log`);
  startLog(log);
  mkdirSync(BUILD, { recursive: true });
  return {
    what: `build the ${what}`,
    todo: "Correct what the log names and run the command again.",
    log,
    cwd: PROJECT_ROOT,
  };
}
