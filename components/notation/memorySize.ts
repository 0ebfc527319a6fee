import type { Reading } from "../validation/problem";

const UNITS: [multiplier: number, names: string[]][] = [
  [1, ["b", "bytes"]],
  [1024, ["k", "kb", "kibibytes"]],
  [1024 ** 2, ["m", "mb", "mebibytes"]],
  [1024 ** 3, ["g", "gb", "gibibytes"]],
  [1024 ** 4, ["t", "tb", "tebibytes"]],
];

/** Bytes of one mebibyte, `1m` in Flink and `1Mi` in Kubernetes. */
export const MEBIBYTE = 1024 ** 2;

/** The largest size that Flink can hold (Java's `Long.MAX_VALUE`). */
const largest = 2n ** 63n - 1n;

/**
 * Reads a size as Flink's `MemorySize` does: a whole number, then a binary unit in any case; no unit means bytes.
 * A size from 8 PiB (2^53 bytes) on is read as 2^53 - 1: no memory is that large, it only ever means "no limit".
 */
export function parseMemorySize(text: string): Reading<number> {
  const [, digits, unit] = /^(\d*)\s*([^]*)$/.exec(text.trim().toLowerCase())!;
  const allowed = 'a whole number followed by b, k, m, g or t (powers of 1024), for example "1600m"';
  if (digits === "") return { complaint: { allowed, fix: `Start the size with a digit, as in "1600m".` } };
  const multiplier = unit === "" ? 1 : UNITS.find(([, names]) => names.includes(unit))?.[0];
  if (multiplier === undefined) return { complaint: { allowed, fix: unitAdvice(digits, unit) } };
  const bytes = BigInt(digits) * BigInt(multiplier);
  if (bytes > largest) return { complaint: { allowed: `at most ${largest} bytes`, fix: "Give a smaller size." } };
  return { value: Number(bytes < Number.MAX_SAFE_INTEGER ? bytes : Number.MAX_SAFE_INTEGER) };
}

/** Writes a size as Flink reads it, in the largest unit that is exact: `128m`, `1073741825b`. */
export function formatMemorySize(bytes: number): string {
  const [multiplier, [name]] =
    [...UNITS].reverse().find(([multiplier]) => bytes > 0 && bytes % multiplier === 0) ?? UNITS[0];
  return `${bytes / multiplier}${name}`;
}

/**
 * Writes a size for people: in mebibytes, exact where they are whole and otherwise rounded; in bytes where that would
 * hide a difference.
 */
export function describeMemorySize(bytes: number): string {
  const mebibytes = bytes / MEBIBYTE;
  const rounded = Number(mebibytes.toFixed(1));
  return Number.isInteger(rounded) && rounded !== mebibytes ? `${bytes} bytes` : `${rounded}m`;
}

/** The usual mistakes are a Kubernetes unit (`2Gi`) and a decimal fraction (`1.5g`). */
function unitAdvice(digits: string, unit: string): string {
  const [, decimals, letter] = /^(\.\d+)?\s*([kmgt])(?:i?b?)$/.exec(unit) ?? [];
  if (letter === undefined) return `Write "${digits}" with one of the units b, k, m, g, t.`;
  if (decimals === undefined) return `Write the unit as Flink does: "${digits}${letter}".`;
  const smaller = { k: "b", m: "k", g: "m", t: "g" }[letter];
  return `Write a whole number of a smaller unit: "${Math.ceil(Number(digits + decimals) * 1024)}${smaller}".`;
}
