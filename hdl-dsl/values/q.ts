import type { Rounding } from '../../base/number-format.js';
import { literalNode } from '../nodes/basic-nodes.js';
import { sintGround } from '../nodes/ground.js';
import type { NumberConstant } from '../types/constants.js';
import { type FixedType, fixedType } from '../types/fixed-type.js';
import type { Fixed } from './fixed.js';
import { fixedConstant } from './fixed-constant.js';
import { makers } from './makers.js';

/** The constant of a fixed-point type that is next to a number, by a rounding. Reports CW-E003 out of range. */
function from<I extends number, F extends number>(
  type: FixedType<I, F>,
  value: NumberConstant,
  { rounding }: { readonly rounding: Rounding },
): Fixed<I, F> {
  const units = fixedConstant(type, value, rounding);
  return makers().fixed(literalNode(sintGround(type.width), units), type);
}

/** Fixed-point types: `q(4, 12)` has 4 integer bits, the sign among them, and 12 fraction bits.
 *  `q.from(type, 0.3, { rounding: 'half-even' })` is a constant that is rounded to the type. */
export const q: typeof fixedType & { readonly from: typeof from } = Object.freeze(
  Object.assign(
    ((integer: number, fraction: number, options) =>
      fixedType(integer, fraction, options)) as typeof fixedType,
    { from },
  ),
);
