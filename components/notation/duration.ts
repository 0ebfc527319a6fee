import type { Reading } from "../validation/problem";

const NANOSECOND = 1e-6;
const UNITS: [milliseconds: number, names: string[]][] = [
  [24 * 60 * 60 * 1000, ["d", "day", "days"]],
  [60 * 60 * 1000, ["h", "hour", "hours"]],
  [60 * 1000, ["min", "m", "minute", "minutes"]],
  [1000, ["s", "sec", "secs", "second", "seconds"]],
  [1, ["ms", "milli", "millis", "millisecond", "milliseconds"]],
  [1000 * NANOSECOND, ["µs", "micro", "micros", "microsecond", "microseconds"]],
  [NANOSECOND, ["ns", "nano", "nanos", "nanosecond", "nanoseconds"]],
];

/** Java's `Duration` holds seconds in a 64 bit number. */
const LARGEST = 2 ** 63 * 1000;

/**
 * Reads a duration as Flink's `TimeUtils` does and gives it in milliseconds: a whole number, then a unit in any case;
 * no unit means milliseconds. ISO 8601 (`PT10S`) is read too.
 */
export function parseDuration(text: string): Reading<number> {
  const [, digits, unit] = /^(\d*)\s*([^]*)$/.exec(text.trim().toLowerCase())!;
  const allowed = 'a whole number followed by ns, µs, ms, s, min, h or d, for example "15 s"';
  const milliseconds = digits === "" ? parseIso8601(unit) : Number(digits) * unitOf(unit);
  if (milliseconds === undefined)
    return { complaint: { allowed, fix: 'Start the duration with a digit, as in "15 s".' } };
  if (Number.isNaN(milliseconds)) return { complaint: { allowed, fix: unitAdvice(digits, unit) } };
  if (milliseconds >= LARGEST)
    return { complaint: { allowed: "less than 2^63 seconds", fix: "Give a shorter duration." } };
  return { value: milliseconds };
}

function unitOf(name: string): number {
  return name === "" ? 1 : (UNITS.find(([, names]) => names.includes(name))?.[0] ?? Number.NaN);
}

/** The form of `java.time.Duration`: days, hours, minutes and seconds, of which one must be given. */
function parseIso8601(text: string): number | undefined {
  const match = /^p(?=.)(?:(\d+)d)?(?:t(?=.)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:[.,]\d{0,9})?)s)?)?$/.exec(text);
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number((part ?? "0").replace(",", ".")));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

function unitAdvice(digits: string, unit: string): string {
  if (unit === "us") return `Write microseconds as "${digits} µs" or "${digits} micros".`;
  const decimal = /^\.\d/.test(unit) ? " (a smaller unit instead of a decimal fraction)" : "";
  return `Write "${digits}" with one of the units ns, µs, ms, s, min, h, d${decimal}.`;
}
