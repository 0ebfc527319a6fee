import * as assert from "node:assert/strict";
import { developmentVersion, step, versionProblem } from "../../../../commands/release/version";

const BREAKING = { breaking: true };
const COMPATIBLE = { breaking: false };

describe("step of a release", () => {
  it("is what the differences of contracts ask for", () => {
    assert.equal(step("1.2.3", []), "patch");
    assert.equal(step("1.2.3", [COMPATIBLE]), "minor");
    assert.equal(step("1.2.3", [COMPATIBLE, BREAKING]), "major");
  });

  it("is one smaller while the first number is 0", () => {
    assert.equal(step("0.2.3", []), "patch");
    assert.equal(step("0.2.3", [COMPATIBLE]), "patch");
    assert.equal(step("0.2.3", [COMPATIBLE, BREAKING]), "minor");
  });
});

describe("version of a release", () => {
  const cases: [version: string, last: string, needed: ReturnType<typeof step>, problem: RegExp | undefined][] = [
    ["0.1.1", "0.1.0", "patch", undefined],
    ["0.2.0", "0.1.0", "patch", undefined],
    ["0.1.1", "0.1.0", "minor", /only a patch step.*must be 0\.2\.0 at least/],
    ["0.2.0", "0.1.0", "minor", undefined],
    ["1.0.0", "0.1.0", "minor", undefined],
    ["1.3.0", "1.2.3", "major", /only a minor step.*must be 2\.0\.0 at least/],
    ["0.3.0", "0.1.0", "patch", /does not follow 0\.1\.0: the next version is one of 0\.1\.1, 0\.2\.0, 1\.0\.0/],
    ["0.1.0", "0.1.0", "patch", /does not follow/],
    ["0.2.0-rc.1", "0.1.0", "patch", /does not follow/],
    ["v0.2.0", "0.1.0", "patch", /does not follow/],
    ["next", "0.1.0", "patch", /does not follow/],
  ];
  for (const [version, last, needed, problem] of cases) {
    it(`${version} after ${last}, needing a ${needed} step, is ${problem ? "refused" : "accepted"}`, () => {
      const found = versionProblem(version, last, needed);
      if (problem) assert.match(found ?? "", problem);
      else assert.equal(found, undefined);
    });
  }

  it("is followed by a development version that is called as before", () => {
    assert.equal(developmentVersion("0.2.0", "0.2.0-dev.0"), "0.3.0-dev.0");
    assert.equal(developmentVersion("1.4.2", "1.4.2-alpha.0"), "1.5.0-alpha.0");
    assert.equal(developmentVersion("0.2.0", "0.1.0"), "0.3.0-alpha.0");
  });
});
