import * as assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { list } from "tar";
import { pack } from "../../../../commands/build/archive";
import { checksums } from "../../../../commands/release/checksums";
import { dependencyReport } from "../../../../commands/release/dependencyReport";
import { sdkSchema } from "../../../../commands/release/sdks";
import { committed } from "../../../generated/generated";
import { SCHEMA_FILE } from "../../../generated/schema";

describe("artifacts of a release", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-flink-artifacts-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Packs two files that were written in this order, with these permissions and at this time. */
  async function archive(name: string, order: string[], modes: [file: number, program: number], time: Date) {
    const content = join(folder, name);
    mkdirSync(join(content, "inner"), { recursive: true });
    for (const file of order) {
      const path = join(content, file);
      writeFileSync(path, `content of ${file}`);
      chmodSync(path, file === "inner/program" ? modes[1] : modes[0]);
      utimesSync(path, time, time);
    }
    const target = join(folder, `${name}.tar.gz`);
    await pack(target, content, "top");
    return target;
  }

  it("are archives of equal bytes for equal content, whoever packs it when", async () => {
    const one = await archive("one", ["readme", "inner/program"], [0o644, 0o755], new Date("2026-01-01"));
    const other = await archive("other", ["inner/program", "readme"], [0o600, 0o700], new Date("2027-02-02"));
    assert.ok(readFileSync(one).equals(readFileSync(other)));
    const entries: [string, number | undefined][] = [];
    await list({ file: one, onReadEntry: ({ path, mode }) => entries.push([path, mode]) });
    assert.deepEqual(entries, [
      ["top/inner/program", 0o755],
      ["top/readme", 0o644],
    ]);
  });

  it("have sums that sha256sum checks", async () => {
    writeFileSync(join(folder, "b"), "two");
    writeFileSync(join(folder, "a"), "one");
    const sums = checksums(folder);
    assert.deepEqual(
      sums.split("\n").map((line) => line.slice(64)),
      ["  a", "  b", ""],
    );
    const check = () => execa("sha256sum", ["--check"], { cwd: folder, input: sums, reject: false });
    assert.equal((await check()).exitCode, 0);
    writeFileSync(join(folder, "a"), "three");
    assert.equal((await check()).exitCode, 1);
  });

  it("have SDKs from the package schema, which is the same in all that programs see", () => {
    const schema = committed(SCHEMA_FILE)!;
    const { meta, language, ...same } = JSON.parse(sdkSchema(schema));
    const { language: before, ...original } = JSON.parse(schema);
    assert.deepEqual(same, original);
    assert.deepEqual(meta, { supportPack: true });
    assert.deepEqual(language, { ...before, python: { ...before.python, pyproject: { enabled: true } } });
  });

  it("say what they are made from", () => {
    const part = { name: "inside", version: "1.2.3", licence: "MIT", repository: "", texts: ["Free."] };
    const report = dependencyReport({
      declared: { version: "0.2.0", dependencies: { here: "^1.0.0" }, peerDependencies: { elsewhere: ">=2" } },
      asked: [{ ...part, name: "here", licence: "ISC" }],
      bundled: [part, { ...part, name: "silent", texts: [] }],
      nodes: [{ platform: "linux-amd64", version: "22.0.0" }],
    });
    for (const row of [
      "| here | ^1.0.0 | dependencies | ISC |",
      "| elsewhere | >=2 | peerDependencies | not installed |",
      "| MIT | 2 |",
      "| inside | 1.2.3 | MIT | yes |",
      "| silent | 1.2.3 | MIT | has none |",
      "| linux-amd64 | 22.0.0 |",
    ])
      assert.ok(report.includes(`\n${row}\n`), `${row} is not in\n${report}`);
  });
});
