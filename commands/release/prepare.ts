import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentContracts } from "../../test/contracts/current";
import { RELEASED_FILE, releasedFile } from "../../test/contracts/lastRelease";
import { inferSchema, SCHEMA_FILE } from "../../test/generated/schema";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { runCommand } from "../lib/runCommand";
import { dated } from "./changelog";
import { LOCK, lockWithVersion, MANIFESTS, withVersion } from "./versionFiles";

/** VERSION [DATE]: gives this checkout a version. With a date it is that of a release: changelog and contracts are its. */
void runCommand(async () => {
  const [version, date] = process.argv.slice(2);
  for (const manifest of MANIFESTS) edit(manifest, (text) => withVersion(text, version));
  edit(LOCK, (text) => lockWithVersion(text, version));
  edit(SCHEMA_FILE, () => inferSchema());
  if (date === undefined) return;
  edit("CHANGELOG.md", (text) => dated(text, version, date));
  const contracts = releasedFile(version, await currentContracts());
  edit(RELEASED_FILE, () => contracts);
});

function edit(path: string, change: (text: string) => string): void {
  const file = join(PROJECT_ROOT, path);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}
