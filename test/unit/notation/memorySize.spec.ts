import * as assert from "node:assert/strict";
import { describeMemorySize, formatMemorySize, parseMemorySize } from "../../../components/notation/memorySize";

const ALLOWED = 'a whole number followed by b, k, m, g or t (powers of 1024), for example "1600m"';
const WITHOUT_NUMBER = 'Start the size with a digit, as in "1600m".';

describe("memory sizes", () => {
  const readable: [text: string, bytes: number][] = [
    ["0", 0],
    ["1024", 1024],
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

  const units: [bytes: number, names: string[]][] = [
    [1, ["b", "bytes"]],
    [1024, ["k", "kb", "kibibytes"]],
    [1024 ** 2, ["m", "mb", "mebibytes"]],
    [1024 ** 3, ["g", "gb", "gibibytes"]],
    [1024 ** 4, ["t", "tb", "tebibytes"]],
  ];
  for (const [bytes, names] of units) {
    it(`knows the unit ${names[0]} by each of its names`, () => {
      for (const name of names) assert.deepEqual(parseMemorySize(`1 ${name}`), { value: bytes }, name);
    });
  }

  const unreadable: [text: string, fix: string][] = [
    ["", WITHOUT_NUMBER],
    ["m", WITHOUT_NUMBER],
    ["-1g", WITHOUT_NUMBER],
    ["1.5k", 'Write a whole number of a smaller unit: "1536b".'],
    ["1.5m", 'Write a whole number of a smaller unit: "1536k".'],
    ["1.25g", 'Write a whole number of a smaller unit: "1280m".'],
    ["1.5Gi", 'Write a whole number of a smaller unit: "1536m".'],
    ["1.5t", 'Write a whole number of a smaller unit: "1536g".'],
    ["2Gi", 'Write the unit as Flink does: "2g".'],
    ["512Mi", 'Write the unit as Flink does: "512m".'],
    ["1,5g", 'Write "1" with one of the units b, k, m, g, t.'],
    ["1p", 'Write "1" with one of the units b, k, m, g, t.'],
    ["2 gigs", 'Write "2" with one of the units b, k, m, g, t.'],
  ];
  for (const [text, fix] of unreadable)
    it(`refuses "${text}"`, () => assert.deepEqual(parseMemorySize(text), { complaint: { allowed: ALLOWED, fix } }));

  it("refuses what Java cannot hold", () => {
    for (const text of ["9223372036854775808", "8388608t"]) {
      assert.deepEqual(parseMemorySize(text), {
        complaint: { allowed: "at most 9223372036854775807 bytes", fix: "Give a smaller size." },
      });
    }
  });

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
