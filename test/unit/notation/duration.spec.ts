import * as assert from "node:assert/strict";
import { parseDuration } from "../../../components/notation/duration";

const ALLOWED = 'a whole number followed by ns, µs, ms, s, min, h or d, for example "15 s"';
const WITHOUT_NUMBER = 'Start the duration with a digit, as in "15 s".';

describe("durations", () => {
  const readable: [text: string, milliseconds: number][] = [
    ["0", 0],
    ["15", 15],
    ["15s", 15_000],
    ["10 s", 10_000],
    ["2 min", 120_000],
    ["2m", 120_000],
    ["500ms", 500],
    ["1 H", 3_600_000],
    ["7 µs", 0.007],
    [" 5 seconds ", 5_000],
    ["9223372036854774784 s", (2 ** 63 - 1024) * 1000],
    ["PT10S", 10_000],
    ["PT1.5S", 1_500],
    ["PT1,5S", 1_500],
    ["PT0.123456789S", 123.456789],
    ["PT10M", 600_000],
    ["PT12H", 43_200_000],
    ["P10D", 864_000_000],
    ["P1DT2H", 93_600_000],
    ["P1DT1M", 86_460_000],
  ];
  for (const [text, milliseconds] of readable)
    it(`reads "${text}"`, () => assert.equal(parseDuration(text).value, milliseconds));

  const units: [milliseconds: number, names: string[]][] = [
    [1e-6, ["ns", "nano", "nanos", "nanosecond", "nanoseconds"]],
    [1e-3, ["µs", "micro", "micros", "microsecond", "microseconds"]],
    [1, ["ms", "milli", "millis", "millisecond", "milliseconds"]],
    [1_000, ["s", "sec", "secs", "second", "seconds"]],
    [60_000, ["m", "min", "minute", "minutes"]],
    [3_600_000, ["h", "hour", "hours"]],
    [86_400_000, ["d", "day", "days"]],
  ];
  for (const [milliseconds, names] of units) {
    it(`knows the unit ${names[0]} by each of its names`, () => {
      for (const name of names) assert.deepEqual(parseDuration(`1 ${name}`), { value: milliseconds }, name);
    });
  }

  const unreadable: [text: string, fix: string][] = [
    ["", WITHOUT_NUMBER],
    ["s", WITHOUT_NUMBER],
    ["-1 s", WITHOUT_NUMBER],
    ["PT", WITHOUT_NUMBER],
    ["xPT1S", WITHOUT_NUMBER],
    ["PT0.1234567891S", WITHOUT_NUMBER],
    [
      "1.5s",
      'Write "1" with one of the units ns, µs, ms, s, min, h, d (a smaller unit instead of a decimal fraction).',
    ],
    ["1us", 'Write microseconds as "1 µs" or "1 micros".'],
    ["10 s 5 ms", 'Write "10" with one of the units ns, µs, ms, s, min, h, d.'],
    ["10 s.5", 'Write "10" with one of the units ns, µs, ms, s, min, h, d.'],
    ["2 weeks", 'Write "2" with one of the units ns, µs, ms, s, min, h, d.'],
  ];
  for (const [text, fix] of unreadable)
    it(`refuses "${text}"`, () => assert.deepEqual(parseDuration(text), { complaint: { allowed: ALLOWED, fix } }));

  it("refuses what Java cannot hold", () => {
    for (const text of ["9223372036854775808 s", "99999999999999999999 d"]) {
      assert.deepEqual(parseDuration(text), {
        complaint: { allowed: "less than 2^63 seconds", fix: "Give a shorter duration." },
      });
    }
  });
});
