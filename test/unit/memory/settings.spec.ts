import * as assert from "node:assert/strict";
import { Settings, smallestAccepted } from "../../../components/memory/settings";

const TEBIBYTE = 1024 ** 4;

function settings(configuration: Record<string, string> = {}): Settings {
  const defaults = { size: undefined, "range.max": undefined, "share.fraction": "0.1", "enable-it": "false" };
  return new Settings(
    configuration,
    { prefix: "memory.", defaults, deprecatedKeys: { size: "old.size" } },
    (key) => key,
  );
}

describe("memory settings", () => {
  it("are read by the names of their options, the deprecated key where only that is set", () => {
    assert.equal(settings({ "memory.size": "2k" }).size("size"), 2048);
    assert.equal(settings({ "old.size": "3k" }).size("size"), 3072);
    assert.equal(settings({ "memory.size": "2k", "old.size": "3k" }).size("size"), 2048);
    assert.equal(settings({ "old.size": "3k" }).path("size"), "old.size");
    assert.equal(settings().path("size"), "memory.size");
  });

  it("are set or only defaulted", () => {
    assert.equal(settings().has("share.fraction"), false);
    assert.equal(settings().fraction("share.fraction"), Math.fround(0.1));
    assert.equal(settings({ "memory.share.fraction": "0.2" }).has("share.fraction"), true);
  });

  it("have fractions as Java writes floats", () => {
    for (const [text, value] of [
      ["0.25", 0.25],
      [" .5 ", 0.5],
      [".125", 0.125],
      ["1e1", 10],
      ["1.", 1],
      ["+0.75f", 0.75],
      ["-12.5D", -12.5],
      ["25e-2", 0.25],
      ["1e+10", 1e10],
    ] as const)
      assert.equal(settings({ "memory.share.fraction": text }).fraction("share.fraction"), value, text);
  });

  it("refuse fractions that Java would not read", () => {
    for (const value of ["", "x0.1", "0.1x", "10%", "0,1", "1e", "e5", ".", "--1", "0.1ff"]) {
      const problem = {
        rule: "memory.fraction-unreadable",
        path: "memory.share.fraction",
        value,
        allowed: "a decimal number of at least 0 and below 1",
        fix: 'Write a number such as "0.1".',
      };
      assert.deepEqual(settings({ "memory.share.fraction": value }).unreadable(), [problem], value);
    }
  });

  it("have switches in any case", () => {
    for (const [text, value] of [
      ["true", true],
      ["TRUE", true],
      ["False", false],
    ] as const) {
      assert.equal(settings({ "memory.enable-it": text }).flag("enable-it"), value);
      assert.deepEqual(settings({ "memory.enable-it": text }).unreadable(), []);
    }
  });

  it("refuse switches that are neither on nor off", () => {
    for (const value of ["", "yes", "untrue", "truest", "1"]) {
      const problem = {
        rule: "memory.switch-unreadable",
        path: "memory.enable-it",
        value,
        allowed: '"true" or "false"',
        fix: 'Write "true" or "false".',
      };
      assert.deepEqual(settings({ "memory.enable-it": value }).unreadable(), [problem], value);
    }
  });

  it("refuse sizes from 1 PiB on, except for maximums: these mean no limit", () => {
    assert.deepEqual(settings({ "memory.size": "1023t", "memory.range.max": "1024t" }).unreadable(), []);
    const problem = {
      rule: "memory.size-beyond-any-machine",
      path: "memory.size",
      value: "1024t",
      allowed: "less than 1024t",
      fix: "Give the size that the pod shall have.",
    };
    assert.deepEqual(settings({ "memory.size": "1024t" }).unreadable(), [problem]);
  });

  it("are not read where they have no effect", () => {
    assert.deepEqual(settings({ "memory.share.fraction": "x" }).unreadable(["share.fraction"]), []);
  });
});

describe("the smallest size that is accepted", () => {
  const from = (bytes: number) => smallestAccepted(settings(), "size", (changed) => changed.size("size") >= bytes);

  it("is found to the mebibyte", () => {
    for (const mebibytes of [1, 2, 3, 1000, 1024, 1025])
      assert.equal(from(mebibytes * 1024 ** 2), mebibytes * 1024 ** 2);
    assert.equal(from(1024 ** 2 + 1), 2 * 1024 ** 2);
    assert.equal(from(512 * TEBIBYTE), 512 * TEBIBYTE);
  });

  it("is none where a machine would need 1 PiB", () => {
    assert.equal(from(1024 * TEBIBYTE), undefined);
  });
});
