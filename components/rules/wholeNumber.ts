import type { Problem } from "../validation/problem";

/** Checks that a given number is whole and within bounds. */
export function wholeNumberProblems(
  rule: string,
  path: string,
  value: number | undefined,
  min: number,
  max?: number,
): Problem[] {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= (max ?? Number.MAX_SAFE_INTEGER)))
    return [];
  const allowed = max === undefined ? `a whole number from ${min} up` : `a whole number from ${min} to ${max}`;
  return [{ rule, path, value, allowed, fix: `Set ${path} to ${allowed}, or leave it out.` }];
}
