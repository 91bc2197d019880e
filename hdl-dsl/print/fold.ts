import type { Binary, Expression, Literal, Unary } from '../ir/index.js';
import { fromPattern, toPattern } from '../nodes/ground.js';

/** The number a node means whose operands are the given literals; undefined where it reads state. */
export function foldConstant(node: Expression, operands: readonly Literal[]): bigint | undefined {
  const value = compute(node, operands);
  return value === undefined ? undefined : fromPattern(value, node.type);
}

function compute(node: Expression, operands: readonly Literal[]): bigint | undefined {
  const [a, b, c] = operands;
  switch (node.kind) {
    case 'literal':
    case 'signal':
    case 'memory-read':
    case 'memory-contents':
      return undefined;
    case 'unary':
      return a && unary(node, a);
    case 'binary':
      return a && b && binary(node.op, a.value, b.value);
    case 'shift':
      return a && shift(node.direction, a.value, BigInt(node.amount));
    case 'shift-dynamic':
      return a && b && shift(node.direction, a.value, smaller(b.value, BigInt(a.type.width)));
    case 'concat':
      return operands.reduce((sum, part) => (sum << BigInt(part.type.width)) | pattern(part), 0n);
    case 'slice':
      return a && pattern(a) >> BigInt(node.lsb);
    case 'part-select': {
      if (!a || !b) return undefined;
      const elements = BigInt(Math.floor(a.type.width / node.type.width));
      return b.value < elements ? pattern(a) >> (b.value * BigInt(node.type.width)) : 0n;
    }
    case 'mux':
      return a && (a.value !== 0n ? b : c)?.value;
    case 'extend':
    case 'recast':
      return a?.value;
  }
}

function unary(node: Unary, a: Literal): bigint {
  const bits = pattern(a);
  switch (node.op) {
    case 'not':
      return ~a.value;
    case 'negate':
      return -a.value;
    case 'reduce-and':
      return bits === toPattern(-1n, a.type.width) ? 1n : 0n;
    case 'reduce-or':
      return bits === 0n ? 0n : 1n;
    case 'reduce-xor':
      return countOnes(bits) & 1n;
    case 'popcount':
      return countOnes(bits);
  }
}

function binary(op: Binary['op'], a: bigint, b: bigint): bigint {
  switch (op) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'and':
      return a & b;
    case 'or':
      return a | b;
    case 'xor':
      return a ^ b;
    case 'eq':
      return a === b ? 1n : 0n;
    case 'ne':
      return a !== b ? 1n : 0n;
    case 'lt':
      return a < b ? 1n : 0n;
    case 'le':
      return a <= b ? 1n : 0n;
    case 'gt':
      return a > b ? 1n : 0n;
    case 'ge':
      return a >= b ? 1n : 0n;
  }
}

function shift(direction: 'left' | 'right', value: bigint, amount: bigint): bigint {
  return direction === 'left' ? value << amount : value >> amount;
}

const pattern = (literal: Literal): bigint => toPattern(literal.value, literal.type.width);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const countOnes = (bits: bigint): bigint => BigInt(bits.toString(2).replaceAll('0', '').length);
