import * as assert from "node:assert/strict";
import { dated, sections } from "../../../../commands/release/changelog";
import { committed } from "../../../generated/generated";

const CHANGELOG = `# Changelog

- not an entry of a version

## Unreleased

### Changed

- One
  that goes on.
- Two.

## 0.2.0 - 2026-02-28

- Three.

## 0.1.0 - 2026-01-31
`;

describe("changelog", () => {
  it("has versions with their entries, newest first", () => {
    assert.deepEqual(sections(CHANGELOG), [
      { version: "Unreleased", date: undefined, entries: ["One that goes on.", "Two."] },
      { version: "0.2.0", date: "2026-02-28", entries: ["Three."] },
      { version: "0.1.0", date: "2026-01-31", entries: [] },
    ]);
  });

  it("is read as this repository writes it", () => {
    const [, ...released] = sections(committed("CHANGELOG.md")!);
    assert.ok(released.every(({ entries }) => entries.length > 0));
    assert.deepEqual(released.at(-1)!.version, "0.1.0");
  });

  it("gets a version and its date, and an empty unreleased one", () => {
    const [unreleased, released, last] = sections(dated(CHANGELOG, "0.3.0", "2026-03-31"));
    assert.deepEqual(unreleased, { version: "Unreleased", date: undefined, entries: [] });
    assert.deepEqual(released, { version: "0.3.0", date: "2026-03-31", entries: ["One that goes on.", "Two."] });
    assert.equal(last.version, "0.2.0");
  });

  it("is refused with other headings, and with anything but one unreleased version on top", () => {
    assert.throws(() => sections(CHANGELOG.replace("Unreleased", "[Unreleased]")), /is neither/);
    assert.throws(() => sections(CHANGELOG.replace(" - 2026-02-28", "")), /## 0\.2\.0" is neither/);
    assert.throws(() => sections(CHANGELOG.replace("## 0.2.0 - 2026-02-28", "## Unreleased")), /and no other/);
    assert.throws(() => sections(CHANGELOG.replace("## Unreleased", "## 0.3.0 - 2026-03-31")), /its first version/);
  });
});
