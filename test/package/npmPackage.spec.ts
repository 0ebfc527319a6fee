import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { BUILD } from "../../commands/build/build";
import { PACKAGE } from "../../commands/build/package";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { packed } from "../support/packed";

const GOLDEN = join(PROJECT_ROOT, "test", "package", "files.txt");

describe("npm package", () => {
  let tarball: string;
  before(async () => {
    ({ tarball } = await packed());
  });

  it("has these files and no others", async () => {
    const { stdout } = await execa("npm", ["pack", "--dry-run", "--json"], { cwd: PACKAGE });
    const [{ files }] = JSON.parse(stdout) as { files: { path: string }[] }[];
    const found = inLines(files.map(({ path }) => path));
    const written = join(BUILD, "package-files.txt");
    writeFileSync(written, found);
    assert.equal(found, readFileSync(GOLDEN, "utf8"), `if it should: cp ${written} ${GOLDEN}`);
  });

  it("has no TypeScript but declarations, and nothing of tests, sandbox and toolchain", () => {
    const lines = readFileSync(GOLDEN, "utf8").split("\n");
    assert.ok(lines.includes("lib/index .d.ts .js .js.map"));
    assert.deepEqual(
      lines.filter(
        (line) => / \.ts\b/.test(line) || /(^|\/)(test|sandbox|toolchain|commands|node_modules)\//.test(line),
      ),
      [],
    );
  });

  it("is as publint would have it", async () => {
    const bytes = readFileSync(tarball);
    const { messages, pkg } = await publint({ strict: true, pack: { tarball: new Uint8Array(bytes).buffer } });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg, { color: false })),
      [],
    );
  });

  it("has types that fit its JavaScript for every way of importing it", async () => {
    const attw = join(PROJECT_ROOT, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
    const { exitCode, all } = await execa(process.execPath, [attw, tarball, "--no-color"], {
      reject: false,
      all: true,
    });
    assert.equal(exitCode, 0, all);
    assert.match(all, /No problems found/);
  });

  it("carries the licences of the packages in its bundled executables", () => {
    const notices = readFileSync(join(PACKAGE, "bin", "THIRD_PARTY_LICENSES"), "utf8");
    assert.match(notices, /^@pulumi\/pulumi \d.*\nLicence: Apache-2\.0\n/m);
    assert.match(notices, /^protobufjs \d.*\nLicence: BSD-3-Clause\n/m);
  });
});

/** Sorted paths, those that differ in their extension only on one line: "lib/index .d.ts .js". */
function inLines(paths: string[]): string {
  const lines = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const [, stem, extension] = /^(lib\/.*?)(\.(?:d\.ts|d\.ts\.map|js|js\.map|ts))$/.exec(path) ?? [];
    if (stem === undefined) lines.set(path, []);
    else lines.set(stem, [...(lines.get(stem) ?? []), extension]);
  }
  return [...lines].map(([stem, extensions]) => `${[stem, ...extensions].join(" ")}\n`).join("");
}
