/** A size that is a fraction of another one, kept between a minimum and a maximum. */
export interface Range {
  min: number;
  max: number;
  /** A Java `float` widened to `double`, as Flink holds it: 0.1 is 0.10000000149011612. */
  fraction: number;
}

/** The fraction of `total`, kept in the range. */
export function shareOf(total: number, { min, max, fraction }: Range): number {
  return clamp(multiply(total, fraction), min, max);
}

/** The size which, added to `rest`, is the fraction of the sum; kept in the range. */
export function shareBeside(rest: number, { min, max, fraction }: Range): number {
  return clamp(multiply(rest, fraction / (1 - fraction)), min, max);
}

/** Whether the size lies in the range. */
export function inRange(bytes: number, { min, max }: Range): boolean {
  return min <= bytes && bytes <= max;
}

/**
 * `bytes` times `factor`, truncated. Flink multiplies the decimal digits of the factor exactly
 * (`BigDecimal.valueOf(double)`), floating point would be some bytes off.
 */
export function multiply(bytes: number, factor: number): bigint {
  const [, integer, decimals = "", exponent = "0"] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(factor))!;
  const shift = Number(exponent) - decimals.length;
  const product = BigInt(bytes) * BigInt(integer + decimals);
  return shift < 0 ? product / 10n ** BigInt(-shift) : product * 10n ** BigInt(shift);
}

function clamp(bytes: bigint, min: number, max: number): number {
  return bytes < min ? min : bytes > max ? max : Number(bytes);
}
