import type { Binary, Expression, Unary } from '../ir/index.js';
import { bitsToHold } from '../types/ground-types.js';
import { extendNode, literalNode } from './basic-nodes.js';
import { boolGround, resized, sintGround, uintGround } from './ground.js';

type BinaryOp = Binary['op'];

function binary(op: BinaryOp, type: Binary['type'], left: Expression, right: Expression): Expression {
  return Object.freeze({ kind: 'binary', op, type, left, right });
}

function unary(op: Unary['op'], type: Unary['type'], operand: Expression): Expression {
  return Object.freeze({ kind: 'unary', op, type, operand });
}

/** Sum or difference modulo 2^width, both operands extended to `width`. */
export function addNode(op: 'add' | 'sub', left: Expression, right: Expression, width: number): Expression {
  return binary(op, resized(left.type, width), extendNode(left, width), extendNode(right, width));
}

/** Full product, as wide as both operands together. */
export function mulNode(left: Expression, right: Expression): Expression {
  return binary('mul', resized(left.type, left.type.width + right.type.width), left, right);
}

/** Bit by bit; operands of one type. */
export function bitwiseNode(op: 'and' | 'or' | 'xor', left: Expression, right: Expression): Expression {
  return binary(op, left.type, left, right);
}

/** Comparison; the narrower number is extended. */
export function compareNode(
  op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge',
  left: Expression,
  right: Expression,
): Expression {
  const width = Math.max(left.type.width, right.type.width);
  return binary(op, boolGround, extendNode(left, width), extendNode(right, width));
}

/** Complement of every bit. */
export function notNode(operand: Expression): Expression {
  return unary('not', operand.type, operand);
}

/** Negation of a signed number, one bit wider. */
export function negateNode(operand: Expression): Expression {
  return unary('negate', sintGround(operand.type.width + 1), operand);
}

/** And, or, exclusive or of all bits. */
export function reduceNode(op: 'reduce-and' | 'reduce-or' | 'reduce-xor', operand: Expression): Expression {
  return unary(op, boolGround, operand);
}

/** Number of ones. */
export function popcountNode(operand: Expression): Expression {
  return unary('popcount', uintGround(bitsToHold(operand.type.width)), operand);
}

/** Shift by a constant: left grows by the amount, right keeps the width. */
export function shiftNode(direction: 'left' | 'right', operand: Expression, amount: number): Expression {
  if (amount === 0) return operand;
  const width = operand.type.width + (direction === 'left' ? amount : 0);
  if (operand.kind === 'literal') {
    const value = direction === 'left' ? operand.value << BigInt(amount) : operand.value >> BigInt(amount);
    return literalNode(resized(operand.type, width), value);
  }
  return Object.freeze({ kind: 'shift', direction, type: resized(operand.type, width), operand, amount });
}

/** Shift by an unsigned signal, at the operand's width. */
export function dynamicShiftNode(
  direction: 'left' | 'right',
  operand: Expression,
  amount: Expression,
): Expression {
  return Object.freeze({ kind: 'shift-dynamic', direction, type: operand.type, operand, amount });
}
