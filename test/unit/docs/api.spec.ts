import * as assert from "node:assert/strict";
import { join } from "node:path";
import { execa } from "execa";
import { PROJECT_ROOT } from "../../../toolchain/cache";

describe("API reference", function () {
  // TypeDoc compiles the library.
  this.timeout(120_000);

  it("documents every export, names no type that is not exported, and has no link that leads nowhere", async () => {
    const { exitCode, all } = await execa(
      process.execPath,
      [join("node_modules", "typedoc", "bin", "typedoc"), "--options", "docs/api/typedoc.json", "--emit", "none"],
      { cwd: PROJECT_ROOT, reject: false, all: true },
    );
    assert.equal(exitCode, 0, all);
  });
});
