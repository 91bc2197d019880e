import fc from 'fast-check';
import type { Rounding } from '../../../base/number-format.js';

/** Arithmetic by its definitions, without a look at how the language does it. */

export const floorDivide = (a: bigint, b: bigint): bigint => (a - floorRemainder(a, b)) / b;
export const floorRemainder = (a: bigint, b: bigint): bigint => ((a % b) + b) % b;

/** x / 2^s rounded: the nearest integer, and the named one of two that are equally near. */
export function roundedQuotient(x: bigint, s: number, rounding: Rounding): bigint {
  const unit = 1n << BigInt(s);
  const below = floorDivide(x, unit);
  const twice = 2n * (x - below * unit);
  if (rounding === 'truncate' || twice < unit) return below;
  if (twice > unit) return below + 1n;
  if (rounding === 'half-up') return below + 1n;
  if (rounding === 'half-even') return below % 2n === 0n ? below : below + 1n;
  return x >= 0n ? below + 1n : below;
}

export const lowest = (signed: boolean, width: number): bigint => (signed ? -(2n ** BigInt(width - 1)) : 0n);
export const highest = (signed: boolean, width: number): bigint =>
  2n ** BigInt(signed ? width - 1 : width) - 1n;
export const wrapped = (x: bigint, signed: boolean, width: number): bigint =>
  floorRemainder(x - lowest(signed, width), 2n ** BigInt(width)) + lowest(signed, width);
export const saturated = (x: bigint, signed: boolean, width: number): bigint =>
  x < lowest(signed, width) ? lowest(signed, width) : x > highest(signed, width) ? highest(signed, width) : x;

/** The bits of a number as text, the highest first. */
export const bitText = (x: bigint, width: number): string =>
  floorRemainder(x, 2n ** BigInt(width))
    .toString(2)
    .padStart(width, '0');
export const fromBits = (text: string, signed: boolean): bigint =>
  wrapped(BigInt(`0b${text}`), signed, text.length);

/** Numbers of a width: the ends of the range, around 0, powers of two, few ones, and any. */
export function numbers(signed: boolean, width: number): fc.Arbitrary<bigint> {
  const [low, high] = [lowest(signed, width), highest(signed, width)];
  const inRange = (x: bigint): bigint => wrapped(x, signed, width);
  const power = fc.nat({ max: width }).map((n) => 2n ** BigInt(n));
  return fc.oneof(
    fc.bigInt({ min: low, max: high }),
    fc.constantFrom(low, high, inRange(low + 1n), inRange(high - 1n), 0n, inRange(1n), inRange(-1n)),
    power.map(inRange),
    power.map((x) => inRange(x - 1n)),
    power.map((x) => inRange(-x)),
  );
}
