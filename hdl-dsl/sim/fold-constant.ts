import type { GraphNode } from './graph-node.js';

/** The value of a node whose operands are constants, not yet reduced to its type, for the operations that occur so. */
export function foldConstant({ op, n, args }: GraphNode): bigint | undefined {
  const [a, b] = args;
  if (a?.constant === undefined) return undefined;
  switch (op) {
    case 'convert':
      return a.constant;
    case 'not':
      return ~a.constant;
    case 'negate':
      return -a.constant;
    case 'slice':
    case 'shift-right':
      return a.constant >> BigInt(n);
    case 'shift-left':
      return a.constant << BigInt(n);
  }
  if (b?.constant === undefined) return undefined;
  switch (op) {
    case 'add':
      return a.constant + b.constant;
    case 'sub':
      return a.constant - b.constant;
    case 'mul':
      return a.constant * b.constant;
    case 'and':
      return a.constant & b.constant;
    case 'or':
      return a.constant | b.constant;
    case 'xor':
      return a.constant ^ b.constant;
    case 'eq':
      return a.constant === b.constant ? 1n : 0n;
    case 'ne':
      return a.constant !== b.constant ? 1n : 0n;
  }
  return undefined;
}
