import type { Rounding } from '../../base/number-format.js';
import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { addNode, bitwiseNode, notNode, reduceNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, literalNode, muxNode, recastNode, sliceNode } from '../nodes/basic-nodes.js';
import { bitsGround, boolGround, groundRange, resized, uintGround } from '../nodes/ground.js';

const bit = (value: Expression, index: number): Expression => sliceNode(value, index, boolGround);

/** To `width` bits; a number out of range becomes the nearest in range. */
export function saturated(value: Expression, width: number): Expression {
  const from = value.type.width;
  if (!Number.isInteger(width) || width < 1 || width > 65536) {
    report({
      code: 'CW-E013',
      message: '`saturate` to a width out of range',
      expected: 'an integer from 1 to 65536 bits',
      actual: `${width} bits`,
      hint: 'a signal needs at least one bit',
    });
    return value;
  }
  if (width >= from) return extendNode(value, width);
  const type = resized(value.type, width);
  const { min, max } = groundRange(type);
  const kept = sliceNode(value, 0, type);
  if (!value.type.signed) {
    const over = reduceNode('reduce-or', sliceNode(value, width, bitsGround(from - width)));
    return muxNode(over, literalNode(type, max), kept);
  }
  // In range if the sign and the bits that it replaces are all equal.
  const top = sliceNode(value, width - 1, bitsGround(from - width + 1));
  const inRange = bitwiseNode('or', reduceNode('reduce-and', top), notNode(reduceNode('reduce-or', top)));
  const bound = muxNode(bit(value, from - 1), literalNode(type, min), literalNode(type, max));
  return muxNode(inRange, kept, bound);
}

/** floor(value / 2^shift), plus one where the rounding says so. */
export function rounded(value: Expression, shift: number, rounding: Rounding): Expression {
  if (!Number.isInteger(shift) || shift < 0 || shift > 65535) {
    report({
      code: 'CW-E010',
      message: 'a rounding shift out of range',
      expected: 'an integer from 0 to 65535',
      actual: String(shift),
      hint: '`round(shift, rounding)` drops `shift` low bits',
    });
    return value;
  }
  if (shift === 0) return value;
  const { width } = value.type;
  // Past the width only the sign is left above the point.
  const wide = shift >= width ? extendNode(value, shift + 1) : value;
  const quotientType = resized(value.type, wide.type.width - shift);
  const quotient = sliceNode(wide, shift, quotientType);
  if (rounding === 'truncate') return quotient;
  const increment = recastNode(roundsUp(wide, shift, rounding), uintGround(1));
  const sumWidth = quotientType.width + 1;
  const step = recastNode(extendNode(increment, sumWidth), resized(value.type, sumWidth));
  const sum = addNode('add', quotient, step, sumWidth);
  return sliceNode(sum, 0, resized(value.type, Math.max(1, width - shift + 1)));
}

function roundsUp(value: Expression, shift: number, rounding: Exclude<Rounding, 'truncate'>): Expression {
  const half = bit(value, shift - 1);
  const signed = value.type.signed;
  if (rounding === 'half-up' || (rounding === 'half-away' && !signed)) return half;
  // Where a tie goes up: to the even neighbour, or away from zero for a number that is not negative.
  const tieUp = rounding === 'half-even' ? bit(value, shift) : notNode(bit(value, value.type.width - 1));
  if (shift === 1) return bitwiseNode('and', half, tieUp);
  const sticky = reduceNode('reduce-or', sliceNode(value, 0, bitsGround(shift - 1)));
  return bitwiseNode('and', half, bitwiseNode('or', sticky, tieUp));
}
