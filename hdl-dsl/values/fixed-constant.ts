import type { Rounding } from '../../base/number-format.js';
import { report } from '../build/report.js';
import { groundRange, sintGround } from '../nodes/ground.js';
import { type FixedType, fixedName } from '../types/fixed-type.js';
import { parseFraction } from './text-constant.js';

/** A number as numerator / denominator, exactly as given; none for what is no finite number. */
function fractionOf(
  value: unknown,
): { readonly numerator: bigint; readonly denominator: bigint } | undefined {
  if (typeof value === 'bigint') return { numerator: value, denominator: 1n };
  if (typeof value === 'string') return parseFraction(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  let [numerator, denominator] = [value, 1n];
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(numerator), denominator };
}

/** A constant in units of 2^-fraction. Without a rounding it must be a multiple of these: reports CW-E027 otherwise.
 *  Reports CW-E002 for what is no number and CW-E003 for one out of range, and gives 0. */
export function fixedConstant(type: FixedType, value: unknown, rounding?: Rounding): bigint {
  const given = fractionOf(value);
  if (given === undefined) {
    report({
      code: 'CW-E002',
      message: `a constant of ${fixedName(type)} is of the wrong kind`,
      expected: 'a finite number, a bigint, or a decimal number as text',
      actual:
        typeof value === 'string' || typeof value === 'number'
          ? `\`${value}\``
          : `a value of type ${typeof value}`,
      hint: "write 0.5, -3n or '0.375'",
    });
    return 0n;
  }
  const scaled = given.numerator << BigInt(type.fraction);
  const exact = scaled % given.denominator === 0n;
  if (!exact && rounding === undefined) {
    report({
      code: 'CW-E027',
      message: `constant ${value} is no multiple of 2^-${type.fraction}, the step of ${fixedName(type)}`,
      expected: `a number of at most ${type.fraction} binary places`,
      actual: String(value),
      hint: "round it by name: `q.from(type, value, { rounding: 'half-even' })`, or give the type more fraction bits",
    });
    return 0n;
  }
  return inRange(
    type,
    value,
    exact ? scaled / given.denominator : nearest(scaled, given.denominator, rounding),
  );
}

/** a / b by a rounding, for b above 0 and a / b no integer. */
function nearest(a: bigint, b: bigint, rounding: Rounding | undefined): bigint {
  const below = a / b - (a < 0n ? 1n : 0n);
  const twice = 2n * (a - below * b);
  if (rounding === 'truncate' || twice < b) return below;
  if (twice > b || rounding === 'half-up') return below + 1n;
  if (rounding === 'half-even') return below % 2n === 0n ? below : below + 1n;
  return a > 0n ? below + 1n : below;
}

function inRange(type: FixedType, value: unknown, units: bigint): bigint {
  const { min, max } = groundRange(sintGround(type.width));
  if (units >= min && units <= max) return units;
  report({
    code: 'CW-E003',
    message: `literal ${value} does not fit in ${fixedName(type)}`,
    expected: `${inUnits(min, type.fraction)} to ${inUnits(max, type.fraction)}`,
    actual: String(value),
    hint: 'give the type more integer bits',
  });
  return 0n;
}

/** units / 2^fraction, as `-8` or `127/16`. */
function inUnits(units: bigint, fraction: number): string {
  const unit = 1n << BigInt(fraction);
  return units % unit === 0n ? String(units / unit) : `${units}/${unit}`;
}
