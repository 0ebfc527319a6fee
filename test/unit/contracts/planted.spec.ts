import * as assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { PROJECT_ROOT } from "../../../toolchain/cache";

const NOT_COPIED = ["node_modules", ".git", "build"].map((name) => join(PROJECT_ROOT, name));

describe("contracts of a copy of the sources with planted changes", function () {
  // The analyzer compiles the library.
  this.timeout(300_000);

  let copy: string;
  before(() => {
    copy = mkdtempSync(join(tmpdir(), "pulumi-flink-planted-"));
    cpSync(PROJECT_ROOT, copy, { recursive: true, filter: (path) => !NOT_COPIED.includes(path) });
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(copy, "node_modules"));
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  function plant(file: string, was: string, is: string): void {
    const text = readFileSync(join(copy, file), "utf8");
    assert.ok(text.includes(was), `${file} does not say ${was}`);
    writeFileSync(join(copy, file), text.replaceAll(was, is));
  }

  const run = (script: string, ...args: string[]) =>
    execa(process.execPath, ["-r", "ts-node/register/transpile-only", join(copy, script), ...args], {
      cwd: copy,
      reject: false,
      all: true,
    });

  it("fail until the lines that they print are in the changelog", async () => {
    plant("components/resources/services.ts", "`${inputs.name}-rest`", "`${inputs.name}-api`");
    plant("components/arguments/checkpoints.ts", "Defaults to `1 min`", "Defaults to `2 min`");
    plant("components/model/clusterSpec.ts", '?? "1 min"', '?? "2 min"');
    plant(
      "components/arguments/storage.ts",
      "accessKeyIdKey?: pulumi.Input<string>",
      "accessKeyIdKey?: pulumi.Input<number>",
    );
    const generated = await run("test/generated/write.ts", "schema");
    assert.equal(generated.exitCode, 0, generated.all);

    const { exitCode, all } = await run("test/contracts/check.ts");
    assert.notEqual(exitCode, 0);
    const lines = all.split("\n").filter((line) => line.startsWith("- **"));
    const kubernetes = "flink:index:FlinkCluster$kubernetes";
    for (const line of [
      `- **removed child name** \`${kubernetes}:core/v1:Service::<name>-rest\`: why`,
      `- **added child name** \`${kubernetes}:core/v1:Service::<name>-api\`: why`,
      "- **changed default** `FlinkCluster.checkpoints.interval`: `1 min` is now `2 min`",
      "- **changed schema** `FlinkCluster.storage.credentialsSecret.accessKeyIdKey`: string, optional is now number, optional",
    ])
      assert.ok(lines.includes(line), `${line} is not in\n${all}`);
    const objects = lines.find((line) => line.startsWith("- **changed object** "));
    assert.match(objects ?? "", /`flink:index:FlinkCluster\$kubernetes:core\/v1:ConfigMap::<name>-config`/);

    plant("CHANGELOG.md", "## Unreleased\n", `## Unreleased\n\n${lines.join("\n")}\n`);
    const declared = await run("test/contracts/check.ts");
    assert.equal(declared.exitCode, 0, declared.all);
  });
});
