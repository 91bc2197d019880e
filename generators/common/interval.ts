/** A closed range of integers. Widths of registers follow from the ranges of what they hold. */
export interface Interval {
  readonly min: bigint;
  readonly max: bigint;
}

export const interval = (min: number | bigint, max: number | bigint): Interval => ({
  min: BigInt(min),
  max: BigInt(max),
});

export const addIntervals = (...terms: readonly Interval[]): Interval => ({
  min: terms.reduce((sum, t) => sum + t.min, 0n),
  max: terms.reduce((sum, t) => sum + t.max, 0n),
});

/** Every value that a - b can have. */
export const subtractIntervals = (a: Interval, b: Interval): Interval => ({
  min: a.min - b.max,
  max: a.max - b.min,
});

/** `factor` is not negative. */
export const scaleInterval = (a: Interval, factor: bigint): Interval => ({
  min: a.min * factor,
  max: a.max * factor,
});

export const uniteIntervals = (a: Interval, b: Interval): Interval => ({
  min: a.min < b.min ? a.min : b.min,
  max: a.max > b.max ? a.max : b.max,
});

/** Bits of an unsigned number up to `max`, at least 1. */
export const unsignedBits = (max: number | bigint): number => BigInt(max).toString(2).length;

/** Bits of the narrowest two's complement format that holds every value of `a`, at least 1. */
export function signedBits(a: Interval): number {
  const positive = a.max > 0n ? unsignedBits(a.max) + 1 : 1;
  // -2^k still fits k + 1 bits, so it is one less that counts.
  const negative = a.min < -1n ? unsignedBits(-a.min - 1n) + 1 : 1;
  return Math.max(positive, negative);
}
