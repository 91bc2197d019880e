import type { Binary, Expression, Unary } from '../ir/index.js';
import { bitsGround, groundRange, resized, uintGround } from '../nodes/ground.js';
import { extend, literal, recast } from './narrow.js';
import { isSame } from './same-node.js';

/** A bitwise operation, without what a constant side or two equal sides make superfluous. */
export function bitwise(node: Binary, left: Expression, right: Expression): Expression {
  if (isSame(left, right)) return node.op === 'xor' ? literal(node.type, 0n) : recast(left, node.type);
  for (const [constant, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (constant.kind !== 'literal') continue;
    const ones = literal(node.type, -1n);
    const isOnes = ones.kind === 'literal' && ones.value === constant.value;
    if (constant.value === 0n) return node.op === 'and' ? literal(node.type, 0n) : recast(other, node.type);
    if (isOnes && node.op === 'and') return recast(other, node.type);
    if (isOnes && node.op === 'or') return ones;
    if (isOnes) return { kind: 'unary', op: 'not', type: node.type, operand: other };
  }
  return { ...node, left, right };
}

/** An extended number against another one, or against a constant that fits, is compared at its own width. */
export function narrowComparison(
  left: Expression,
  right: Expression,
): readonly [Expression, Expression] | undefined {
  if (left.kind !== 'extend' || left.operand.type.signed !== left.type.signed) return undefined;
  const type = left.operand.type;
  if (right.kind === 'literal') {
    const { min, max } = groundRange(type);
    return right.value >= min && right.value <= max ? [left.operand, literal(type, right.value)] : undefined;
  }
  if (right.kind !== 'extend' || right.operand.type.signed !== type.signed) return undefined;
  const width = Math.max(type.width, right.operand.type.width);
  if (width === left.type.width) return undefined;
  const at = (e: Expression): Expression => extend(e, resized(e.type, width));
  return [at(left.operand), at(right.operand)];
}

/** The outcome of comparing with a constant at or beyond the ends of the range, if there is but one. */
export function decided(op: Binary['op'], left: Expression, value: bigint): bigint | undefined {
  const source =
    left.kind === 'extend' && left.operand.type.signed === left.type.signed ? left.operand : left;
  const { min, max } = groundRange(source.type);
  if (value < min || value > max) {
    const above = value > max;
    return op === 'ne' || (above ? op === 'lt' || op === 'le' : op === 'gt' || op === 'ge') ? 1n : 0n;
  }
  if ((op === 'lt' && value === min) || (op === 'gt' && value === max)) return 0n;
  if ((op === 'ge' && value === min) || (op === 'le' && value === max)) return 1n;
  return undefined;
}

/** Largest value of an unsigned index. */
export function largestOf(index: Expression): bigint {
  const source = index.kind === 'extend' && !index.operand.type.signed ? index.operand : index;
  return groundRange(uintGround(source.type.width)).max;
}

/** The comparison that holds where another does not. */
export const opposite: Partial<Record<Binary['op'], Binary['op']>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  le: 'gt',
  gt: 'le',
};
/** The comparison with its sides exchanged, where that is another one. */
export const mirrored: Partial<Record<Binary['op'], Binary['op']>> = {
  lt: 'gt',
  gt: 'lt',
  le: 'ge',
  ge: 'le',
};

/** Whether a node is one constant. */
export const isValue = (node: Expression, value: bigint): boolean =>
  node.kind === 'literal' && node.value === value;

/** The complement of a number with zeros above it: ones above its complement. (Verilator 5.006 lets the complement of
 *  a bit with 31 zeros above it run over the 32 bits where they become a part of a wider net.) */
export function complementOfExtension(node: Unary, operand: Expression): Expression | undefined {
  const extended = operand.kind === 'recast' ? operand.operand : operand;
  if (extended.kind !== 'extend' || extended.operand.type.signed) return undefined;
  const low =
    extended.operand.type.kind === 'enum'
      ? recast(extended.operand, bitsGround(extended.operand.type.width))
      : extended.operand;
  const ones = literal(bitsGround(node.type.width - low.type.width), -1n);
  const inverse: Expression = { kind: 'unary', op: 'not', type: low.type, operand: low };
  return recast({ kind: 'concat', type: bitsGround(node.type.width), parts: [ones, inverse] }, node.type);
}
