import * as assert from "node:assert/strict";
import { parseDuration } from "../../../components/notation/duration";

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
    ["1 day", 86_400_000],
    ["7 µs", 0.007],
    ["9 nanos", 0.000009],
    [" 5 seconds ", 5_000],
    ["PT1.5S", 1_500],
    ["P1DT1M", 86_460_000],
  ];
  for (const [text, milliseconds] of readable)
    it(`reads "${text}"`, () => assert.equal(parseDuration(text).value, milliseconds));

  const unreadable: [text: string, fix: RegExp][] = [
    ["", /Start the duration with a digit/],
    ["s", /Start the duration with a digit/],
    ["-1 s", /Start the duration with a digit/],
    ["PT", /Start the duration with a digit/],
    ["1.5s", /"1" with one of the units .* smaller unit instead of a decimal/],
    ["1us", /"1 µs" or "1 micros"/],
    ["10 s 5 ms", /"10" with one of the units/],
    ["2 weeks", /"2" with one of the units/],
    ["99999999999999999999 d", /shorter/],
  ];
  for (const [text, fix] of unreadable) {
    it(`refuses "${text}"`, () => {
      const { value, complaint } = parseDuration(text);
      assert.equal(value, undefined);
      assert.match(complaint.fix, fix);
      assert.match(complaint.allowed, /a whole number followed by ns, µs, ms, s, min, h or d|less than 2\^63 seconds/);
    });
  }
});
