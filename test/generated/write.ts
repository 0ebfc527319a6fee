import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { runCommand, StepError } from "../../toolchain/steps";
import { type Files, GENERATED, stale } from "./generated";

/** `npm run generate [-- NAME ...]`: writes what is made from the sources. With `--check` it only compares, as the units do. */
void runCommand(async () => {
  const { values, positionals } = parseArgs({ options: { check: { type: "boolean" } }, allowPositionals: true });
  const names = GENERATED.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new StepError({ what: `nothing is called ${unknown.join(", ")}`, todo: `Name some of ${names.join(", ")}.` });

  const outdated: string[] = [];
  for (const generated of GENERATED.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const files = await generated.files();
    const paths = stale(generated, files);
    if (!values.check) write(files, paths);
    outdated.push(...paths);
  }
  if (outdated.length === 0) process.stdout.write("Everything is as the sources say.\n");
  else if (!values.check) process.stdout.write(`Written; look at the differences:\n  ${outdated.join("\n  ")}\n`);
  else
    throw new StepError({
      what: `not as the sources say: ${outdated.join(", ")}`,
      todo: "npm run generate, look, commit",
    });
});

function write(files: Files, paths: string[]): void {
  for (const path of paths) {
    const file = join(PROJECT_ROOT, path);
    mkdirSync(dirname(file), { recursive: true });
    if (path in files) writeFileSync(file, files[path]);
    else rmSync(file);
  }
}
