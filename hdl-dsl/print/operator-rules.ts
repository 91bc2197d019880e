import type { Binary, Expression, Unary } from '../ir/index.js';
import { Level, type Text, withSign } from './expression-text.js';

/** What the rules ask of the printer of their operands. */
export interface Operands {
  print(node: Expression): Text;
  /** The text, in parentheses where it binds less than `level`. */
  operand(node: Expression, level: number): string;
  /** Whether the node is read from a net of its own. */
  isNamed(node: Expression): boolean;
}

/** Every unary operator but the population count. */
export function unaryText(node: Unary, operands: Operands): Text {
  const { op, operand, type } = node;
  switch (op) {
    case 'not': {
      const sign = type.kind === 'bool' ? '!' : '~';
      return { text: `${sign}${operands.operand(operand, Level.primary)}`, level: Level.cast };
    }
    case 'negate': {
      const inner = withSign(operands.print(operand), operand.type.signed, true);
      const text = inner.level >= Level.primary ? inner.text : `(${inner.text})`;
      return { text: `-${text}`, level: Level.prefix };
    }
    case 'reduce-and':
    case 'reduce-or':
    case 'reduce-xor':
      return { text: `${reductions[op]}${operands.operand(operand, Level.primary)}`, level: Level.prefix };
    case 'popcount':
      throw new Error('a population count is a net of its own');
  }
}

export function binaryText(node: Binary, operands: Operands): Text {
  switch (node.op) {
    case 'add':
    case 'sub':
      return infix(operands, node, node.op === 'add' ? '+' : '-', Level.sum, Level.product, Level.sum);
    case 'mul':
      return infix(operands, node, '*', Level.product, Level.cast, Level.product);
    case 'and':
    case 'or': {
      const logical = node.type.kind === 'bool';
      const op = node.op === 'and' ? (logical ? '&&' : '&') : logical ? '||' : '|';
      const level = logical ? (node.op === 'and' ? Level.and : Level.or) : Level.bitwise;
      return chain(operands, node, op, level, logical ? Level.compare : Level.cast);
    }
    case 'xor':
      return chain(operands, node, '^', Level.bitwise, Level.cast);
    default:
      return comparison(operands, node.op, node.left, node.right);
  }
}

// Verilator 5.006 computes a signed `<=` of equal numbers wrong where it finds both to be constant: never printed.
function comparison(
  operands: Operands,
  op: keyof typeof comparisons,
  left: Expression,
  right: Expression,
): Text {
  if (op === 'le' && left.type.signed) {
    if (right.kind !== 'literal') return comparison(operands, 'ge', right, left);
    return comparison(operands, 'lt', left, { ...right, value: right.value + 1n });
  }
  const [a, b] = [operands.operand(left, Level.sum), operands.operand(right, Level.sum)];
  return { text: `${a} ${comparisons[op]} ${b}`, level: Level.compare };
}

function infix(
  operands: Operands,
  node: Binary,
  op: string,
  left: number,
  right: number,
  level: number,
): Text {
  return { text: `${operands.operand(node.left, left)} ${op} ${operands.operand(node.right, right)}`, level };
}

// Different operators of one family never stand side by side without parentheses.
function chain(operands: Operands, node: Binary, op: string, level: number, others: number): Text {
  const side = (e: Expression): string => {
    const same =
      e.kind === 'binary' && e.op === node.op && !operands.isNamed(e) && e.type.kind === node.type.kind;
    return operands.operand(e, same ? level : others);
  };
  return { text: `${side(node.left)} ${op} ${side(node.right)}`, level };
}

const reductions = { 'reduce-and': '&', 'reduce-or': '|', 'reduce-xor': '^' } as const;
const comparisons = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
