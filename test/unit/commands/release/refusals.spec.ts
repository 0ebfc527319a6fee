import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, repository } from "../../../../commands/release/git";
import { misplaced, refusals } from "../../../../commands/release/refusals";
import type { Contracts } from "../../../contracts/contracts";
import { releasedFile } from "../../../contracts/lastRelease";

const CONTRACTS: Contracts = { schema: {}, children: {}, defaults: { "Thing.size": "`1`" }, rules: [] };
const CHANGED: Contracts = { ...CONTRACTS, defaults: { "Thing.size": "`2`" } };
const DECLARED = "- **changed default** `Thing.size`: `1` is now `2`";
const HERE = { branch: "main", uncommitted: [], tags: ["v0.1.0"] };

function refused(version: string, entry: string, now = CONTRACTS, here = HERE): string[] {
  const changelog = `# Changelog\n\n## Unreleased\n\n${entry}\n\n## 0.1.0 - 2026-01-31\n\n- First.\n`;
  return refusals({ version, changelog, now, released: releasedFile("0.1.0", CONTRACTS) }, here);
}

describe("release", () => {
  it("is possible with a next version, a free tag, entries in the changelog, and contracts as declared", () => {
    assert.deepEqual(refused("0.1.1", "- A correction."), []);
    assert.deepEqual(refused("0.2.0", DECLARED, CHANGED), []);
  });

  const cases: Record<string, [refused: string[], problem: RegExp]> = {
    "a step that is too small for what is declared": [refused("0.1.1", DECLARED, CHANGED), /must be 0\.2\.0/],
    "a difference that is not declared": [refused("0.2.0", "- A correction.", CHANGED), /changed default/],
    "an empty changelog": [refused("0.1.1", ""), /nothing under Unreleased/],
    "a tag that there is": [
      refused("0.1.1", "- A correction.", CONTRACTS, { ...HERE, tags: ["v0.1.1"] }),
      /there is a tag v0\.1\.1/,
    ],
  };
  for (const [title, [problems, problem]] of Object.entries(cases)) {
    it(`is refused for ${title}`, () => {
      assert.equal(problems.length, 1);
      assert.match(problems[0], problem);
    });
  }

  it("is refused from another branch and with changes that are not committed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-flink-git-"));
    try {
      await git(["init", "--quiet", "--initial-branch", "main"], folder);
      const commit = [
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.com",
        "commit",
        "--quiet",
        "--allow-empty",
      ];
      await git([...commit, "--message", "First"], folder);
      await git(["tag", "v0.1.0"], folder);
      assert.deepEqual(await repository(folder), HERE);
      assert.deepEqual(misplaced(await repository(folder)), []);
      writeFileSync(join(folder, "new.txt"), "");
      await git(["switch", "--quiet", "--create", "other"], folder);
      assert.deepEqual(misplaced(await repository(folder)), [
        "the branch is other, not main",
        "not committed:\n  ?? new.txt",
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
