import * as assert from "node:assert/strict";
import { describeMemorySize, formatMemorySize, parseMemorySize } from "../../../components/notation/memorySize";

describe("memory sizes", () => {
  const readable: [text: string, bytes: number][] = [
    ["0", 0],
    ["1024", 1024],
    ["1 b", 1],
    ["2 BYTES", 2],
    ["3k", 3072],
    ["1600m", 1600 * 1024 ** 2],
    [" 2 Gb ", 2 * 1024 ** 3],
    ["1tebibytes", 1024 ** 4],
    ["007m", 7 * 1024 ** 2],
    ["9223372036854775807b", Number.MAX_SAFE_INTEGER],
  ];
  for (const [text, bytes] of readable)
    it(`reads "${text}"`, () => assert.deepEqual(parseMemorySize(text), { value: bytes }));

  const unreadable: [text: string, fix: RegExp][] = [
    ["", /Start the size with a digit/],
    ["m", /Start the size with a digit/],
    ["-1g", /Start the size with a digit/],
    ["1.5g", /"1536m"/],
    ["1.5Gi", /"1536m"/],
    ["2Gi", /"2g"/],
    ["512Mi", /"512m"/],
    ["1,5g", /"1" with one of the units b, k, m, g, t/],
    ["1p", /"1" with one of the units/],
    ["9223372036854775808", /smaller/],
    ["8388608t", /smaller/],
  ];
  for (const [text, fix] of unreadable) {
    it(`refuses "${text}"`, () => {
      const { value, complaint } = parseMemorySize(text);
      assert.equal(value, undefined);
      assert.match(complaint.fix, fix);
      assert.match(complaint.allowed, /a whole number followed by b, k, m, g or t|at most 9223372036854775807 bytes/);
    });
  }

  it("writes the largest exact unit, which reads back", () => {
    const written = [0, 1, 1024, 1025, 1600 * 1024 ** 2, 1024 ** 3, 3 * 1024 ** 4].map(formatMemorySize);
    assert.deepEqual(written, ["0b", "1b", "1k", "1025b", "1600m", "1g", "3t"]);
    assert.deepEqual(
      written.map((text) => formatMemorySize(parseMemorySize(text).value!)),
      written,
    );
  });

  it("describes in mebibytes, in bytes where that would hide a difference", () => {
    assert.deepEqual([0, 1024 ** 3, 26843546, 1024 ** 3 + 1, 5].map(describeMemorySize), [
      "0m",
      "1024m",
      "25.6m",
      "1073741825 bytes",
      "5 bytes",
    ]);
  });
});
