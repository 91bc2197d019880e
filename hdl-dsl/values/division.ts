import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { addNode, mulNode, negateNode, notNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, literalNode, muxNode, recastNode, sliceNode } from '../nodes/basic-nodes.js';
import { boolGround, uintGround } from '../nodes/ground.js';
import { bitsToHold, maxWidth } from '../types/ground-types.js';

/** Where a quotient that is no integer goes: down, or towards zero. They differ for negative numbers only. */
export type DivisionRounding = 'floor' | 'truncate';

/** A divisor as a bigint; reports CW-E031 for anything but a natural number from 1, and goes on with 1. */
export function checkedDivisor(divisor: number | bigint): bigint {
  if (typeof divisor === 'bigint' ? divisor >= 1n : Number.isSafeInteger(divisor) && divisor >= 1)
    return BigInt(divisor);
  report({
    code: 'CW-E031',
    message: 'a divisor out of range',
    expected: 'an integer from 1',
    actual: String(divisor),
    hint: 'only constants can be divisors; for a negative one, negate the quotient',
  });
  return 1n;
}

/** value / divisor at the value's type. */
export function quotient(value: Expression, divisor: bigint, rounding: DivisionRounding): Expression {
  const { type } = value;
  const { width } = type;
  if (divisor === 1n) return value;
  if (!type.signed) return unsignedQuotient(value, divisor);
  const sign = sliceNode(value, width - 1, boolGround);
  if (rounding === 'truncate') {
    const size = unsignedQuotient(magnitude(value), divisor);
    const negative = addNode('sub', literalNode(size.type, 0n), size, width);
    return recastNode(muxNode(sign, negative, size), type);
  }
  // floor(x / c) = -1 - floor((-1 - x) / c), and -1 - x is the complement of x; only the sign is left of one bit.
  if (width === 1) return value;
  const low = sliceNode(value, 0, uintGround(width - 1));
  const size = unsignedQuotient(muxNode(sign, notNode(low), low), divisor);
  const wide = extendNode(size, width);
  return recastNode(muxNode(sign, notNode(wide), wide), type);
}

/** The remainder of the division that rounds down, 0 .. divisor - 1, as an unsigned number just wide enough. */
export function remainder(value: Expression, divisor: bigint): Expression {
  const width = bitsToHold(divisor - 1n);
  // Below 2^width all that matters is the patterns modulo 2^width.
  const low = (x: Expression): Expression =>
    x.type.width < width
      ? recastNode(extendNode(x, width), uintGround(width))
      : sliceNode(x, 0, uintGround(width));
  if (divisor === 1n) return literalNode(uintGround(1), 0n);
  if ((divisor & (divisor - 1n)) === 0n) return low(value);
  const whole = quotient(value, divisor, 'floor');
  if (whole.kind === 'literal' && whole.value === 0n) return low(value);
  const factor = literalNode(uintGround(width), BigInt.asUintN(width, divisor));
  return addNode('sub', low(value), low(mulNode(low(whole), factor)), width);
}

/** The magnitude of a signed number, as an unsigned one of its width. */
export function magnitude(value: Expression): Expression {
  const { width } = value.type;
  const sign = sliceNode(value, width - 1, boolGround);
  const exact = muxNode(sign, negateNode(value), extendNode(value, width + 1));
  return sliceNode(exact, 0, uintGround(width));
}

/** Multiplies by the reciprocal m / 2^shift, rounded up just finely enough that every quotient is exact. */
function unsignedQuotient(value: Expression, divisor: bigint): Expression {
  const { width } = value.type;
  const twos = bitsToHold(divisor & -divisor) - 1;
  const odd = divisor >> BigInt(twos);
  if (twos >= width || odd >> BigInt(width - twos) > 0n) return literalNode(value.type, 0n);
  const dividend = sliceNode(value, twos, uintGround(width - twos));
  if (odd === 1n) return extendNode(dividend, width);
  const { factor, shift } = reciprocal(odd, width - twos);
  const product = exactProduct(dividend, factor);
  if (product === undefined) return literalNode(value.type, 0n);
  const rest = product.type.width - shift;
  return extendNode(sliceNode(product, shift, uintGround(Math.min(rest, width))), width);
}

function exactProduct(dividend: Expression, factor: bigint): Expression | undefined {
  const literal = literalNode(uintGround(bitsToHold(factor)), factor);
  const width = dividend.type.width + literal.type.width;
  if (width <= maxWidth) return mulNode(dividend, literal);
  report({
    code: 'CW-E009',
    message: 'a division needs a product that is too wide',
    expected: `at most ${maxWidth} bits`,
    actual: `${width} bits`,
    hint: 'narrow the dividend first; dividing by a power of two needs no product',
  });
  return undefined;
}

/** The smallest shift, and factor = ceil(2^shift / divisor), for which floor(x * factor / 2^shift) is floor(x / divisor)
 *  for every x of `width` bits. That holds if the error of the factor, up to (divisor - 1) / divisor, adds less than
 *  1 / divisor to every quotient: (factor * divisor - 2^shift) * x < 2^shift.
 *  Source: Granlund, Montgomery, "Division by Invariant Integers using Multiplication", 1994, theorem 4.2. */
function reciprocal(divisor: bigint, width: number): { readonly factor: bigint; readonly shift: number } {
  const most = (1n << BigInt(width)) - 1n;
  const factorOf = (shift: number): bigint => ((1n << BigInt(shift)) + divisor - 1n) / divisor;
  const exact = (shift: number): boolean =>
    (factorOf(shift) * divisor - (1n << BigInt(shift))) * most < 1n << BigInt(shift);
  let low = 0;
  let high = width + bitsToHold(divisor);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (exact(middle)) high = middle;
    else low = middle + 1;
  }
  return { factor: factorOf(low), shift: low };
}
