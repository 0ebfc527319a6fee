import * as assert from "node:assert/strict";
import { lockWithVersion, LOCK, MANIFESTS, withVersion } from "../../../../commands/release/versionFiles";
import { committed } from "../../../generated/generated";
import { SCHEMA_FILE } from "../../../generated/schema";

describe("files that name the version", () => {
  it("all name the same one", () => {
    const versions = [...MANIFESTS, SCHEMA_FILE, LOCK].map((file) => JSON.parse(committed(file)!).version as string);
    assert.equal(new Set(versions).size, 1, versions.join(", "));
  });

  for (const file of [...MANIFESTS, LOCK]) {
    it(`${file} changes in nothing else`, () => {
      const text = committed(file)!;
      const { version } = JSON.parse(text) as { version: string };
      const change = file === LOCK ? lockWithVersion : withVersion;
      assert.notEqual(change(text, "9.9.9"), text);
      assert.equal(change(change(text, "9.9.9"), version), text);
    });
  }

  it("package-lock.json has it for every package of this repository", () => {
    const { version, packages } = JSON.parse(lockWithVersion(committed(LOCK)!, "9.9.9"));
    const own = ["", "components", "plugin"].map((folder) => packages[folder].version);
    assert.deepEqual([version, ...own], ["9.9.9", "9.9.9", "9.9.9", "9.9.9"]);
  });
});
