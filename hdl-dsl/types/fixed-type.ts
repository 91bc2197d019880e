import { report } from '../build/report.js';
import type { NumberConstant } from './constants.js';
import { maxWidth } from './ground-types.js';
import type { TypeOptions } from './type-options.js';
import type { Amount, AnyWidth, Sum, Width } from './width.js';

/** A signed fixed-point number: a two's complement number of `integer + fraction` bits that counts 2^-fraction.
 *  `integer` includes the sign bit, so the range is -2^(integer-1) .. 2^(integer-1) - 2^-fraction. */
export interface FixedType<I extends number = AnyWidth, F extends number = AnyWidth> {
  readonly kind: 'fixed';
  readonly integer: I;
  readonly fraction: F;
  readonly width: Sum<I, F>;
  readonly options: TypeOptions<NumberConstant>;
}

/** A signed fixed-point number with `integer` bits before the binary point, the sign among them, and `fraction` bits
 *  after it.
 *  @throws {CrossweaveError} CW-E009 if `integer` is no integer from 1, `fraction` none from 0, or both together exceed
 *  65536 bits */
export function fixedType<const I extends number, const F extends number>(
  integer: I,
  fraction: F,
  options: TypeOptions<NumberConstant> = {},
): FixedType<Width<I>, Amount<F>> {
  const counts = Number.isInteger(integer) && integer >= 1 && Number.isInteger(fraction) && fraction >= 0;
  if (counts && integer + fraction <= maxWidth) return makeFixed(integer, fraction, options);
  report({
    code: 'CW-E009',
    message: 'a fixed-point format out of range',
    expected: `at least 1 integer bit, at least 0 fraction bits, at most ${maxWidth} bits together`,
    actual: `q(${integer}, ${fraction})`,
    hint: 'the integer bits include the sign, so there is at least one',
  });
  return makeFixed(1, 0, {});
}

/** `q(4, 12)`, as messages name a format. */
export function fixedName(type: { readonly integer: number; readonly fraction: number }): string {
  return `q(${type.integer}, ${type.fraction})`;
}

function makeFixed<I extends number, F extends number>(
  integer: number,
  fraction: number,
  options: TypeOptions<NumberConstant>,
): FixedType<I, F> {
  return Object.freeze({
    kind: 'fixed',
    integer,
    fraction,
    width: integer + fraction,
    options: Object.freeze({ ...options }),
  }) as FixedType as FixedType<I, F>;
}
