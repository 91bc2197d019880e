import type { Expression } from '../ir/index.js';
import { operandsOf } from '../ir/operands.js';

/** Whether two small nodes surely have the same value: they read the same things in the same way. */
export function isSame(a: Expression, b: Expression, depth = 4): boolean {
  if (a === b) return true;
  if (depth === 0 || a.kind !== b.kind || a.type.width !== b.type.width || a.type.signed !== b.type.signed)
    return false;
  if (!sameFields(a, b)) return false;
  const [left, right] = [operandsOf(a), operandsOf(b)];
  return (
    left.length === right.length &&
    left.every((operand, i) => isSame(operand, right[i] ?? operand, depth - 1))
  );
}

function sameFields(a: Expression, b: Expression): boolean {
  switch (a.kind) {
    case 'literal':
      return b.kind === 'literal' && a.value === b.value;
    case 'signal':
      return b.kind === 'signal' && a.signal === b.signal;
    case 'memory-read':
    case 'memory-contents':
      return b.kind === a.kind && a.memory === b.memory;
    case 'unary':
    case 'binary':
      return b.kind === a.kind && a.op === b.op;
    case 'shift':
      return b.kind === 'shift' && a.direction === b.direction && a.amount === b.amount;
    case 'shift-dynamic':
      return b.kind === 'shift-dynamic' && a.direction === b.direction;
    case 'slice':
      return b.kind === 'slice' && a.lsb === b.lsb;
    case 'concat':
    case 'part-select':
    case 'mux':
    case 'extend':
    case 'recast':
      return true;
  }
}
