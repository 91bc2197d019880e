/** Numbers of docs/puma-isa.md in BigInt, one at a time: slow and obvious. */

export const leastWord = -32768n;
export const largestWord = 32767n;

export interface Result {
  readonly value: bigint;
  readonly overflow?: boolean;
  readonly divide?: boolean;
  readonly domain?: boolean;
}

/** Saturated to a word; the flag tells that it had to be. */
export function saturated(x: bigint): Result {
  if (x > largestWord) return { value: largestWord, overflow: true };
  if (x < leastWord) return { value: leastWord, overflow: true };
  return { value: x };
}

/** Largest integer not above n / d; d > 0. */
export function floorDivide(n: bigint, d: bigint): bigint {
  const towardsZero = n / d;
  return n % d < 0n ? towardsZero - 1n : towardsZero;
}

/** The integer nearest to n / d, of two the even one; d > 0. */
export function halfEven(n: bigint, d: bigint): bigint {
  const low = floorDivide(n, d);
  const above = 2n * (n - low * d);
  if (above < d) return low;
  if (above > d) return low + 1n;
  return low % 2n === 0n ? low : low + 1n;
}

/** The integer nearest to x / 2^exponent, where the exponent may be negative. */
export function halfEvenScaled(x: bigint, exponent: number): bigint {
  return exponent > 0 ? halfEven(x, 2n ** BigInt(exponent)) : x * 2n ** BigInt(-exponent);
}
