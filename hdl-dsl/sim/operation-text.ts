import { cutsWide } from './bit-store.js';
import { representationOf } from './cells.js';
import { concatText } from './concat-text.js';
import type { GraphNode } from './graph-node.js';
import { cutText, partText, wordText } from './select-text.js';
import { shiftLeftByText, shiftRightByText, shiftRightText } from './shift-text.js';
import { bigLiteral, bigText, type TextContext } from './text-context.js';
import { bitsOf, fitsType, rangeOf } from './value-bounds.js';
import { patternText, unknown, wrapBig, wrapDouble, wrapInt } from './wrap-text.js';

/** A text reduced to the type of `node`, where its value may not fit. */
function wrapped(text: string, node: GraphNode, context: TextContext): string {
  switch (representationOf(node.width)) {
    case 'int':
      return wrapInt(text, node, rangeOf(node));
    case 'double':
      return wrapDouble(text, node, rangeOf(node), (t) => context.name(t));
    case 'big':
      return bitsOf(node) <= node.width ? text : wrapBig(text, node);
  }
}

/** JavaScript text of one operation; `mux` and `switch` are statements and not done here. */
export function operationText(node: GraphNode, context: TextContext): string {
  const { op, width, n } = node;
  const kind = representationOf(width);
  const [a, b] = node.args;
  if (op === 'word' && a) return wordText(node, a, context);
  if (op === 'words') return context.memory(node).all?.() ?? '0';
  if (a === undefined) throw new Error(`${op} without operands`);
  const store = cutsWide(node) ? context.store(a) : undefined;
  if (store !== undefined) return cutText(node, a, store, context);
  const own = representationOf(a.width);
  const text = (x: GraphNode): string => context.text(x);
  switch (op) {
    case 'convert':
      return convertText(node, a, context);
    case 'not':
      return notText(node, text(a));
    case 'negate':
      return kind === 'big' ? `(-${bigText(a, context)})` : wrapped(`(0-${text(a)})`, node, context);
    case 'reduce-and': {
      const ones = a.signed ? -1n : (1n << BigInt(a.width)) - 1n;
      return `(${text(a)}===${own === 'big' ? bigLiteral(ones) : ones}?1:0)`;
    }
    case 'reduce-or':
      return `(${text(a)}!==${own === 'big' ? '0n' : '0'}?1:0)`;
    case 'reduce-xor':
      return `(${popcountText(a, text(a))}&1)`;
    case 'popcount':
      return popcountText(a, text(a));
    case 'concat':
      return concatText(node, context);
    case 'slice':
      return sliceText(node, a, context);
    case 'shift-left':
      if (kind === 'big') return `(${bigText(a, context)}<<${n}n)`;
      return kind === 'double' ? `(${text(a)}*${2 ** n})` : wrapped(`(${text(a)}<<${n})`, node, context);
    case 'shift-right':
      return shiftRightText(a, n, text(a));
  }
  if (b === undefined) throw new Error(`${op} without a second operand`);
  switch (op) {
    case 'add':
    case 'sub': {
      const sign = op === 'add' ? '+' : '-';
      return wrapped(`(${text(a)}${sign}${text(b)})`, node, context);
    }
    case 'mul':
      if (kind === 'big') return `(${bigText(a, context)}*${bigText(b, context)})`;
      return kind === 'double'
        ? `(${text(a)}*${text(b)})`
        : wrapped(`Math.imul(${text(a)},${text(b)})`, node, context);
    case 'and':
    case 'or':
    case 'xor': {
      if (kind === 'double') return `${op}D(${text(a)},${text(b)})`;
      const both = `(${text(a)}${{ and: '&', or: '|', xor: '^' }[op]}${text(b)})`;
      return kind === 'int' && node.max > 0x7fffffff ? `(${both}>>>0)` : both;
    }
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return `(${text(a)}${comparisons[op]}${text(b)}?1:0)`;
    case 'shift-left-by':
      return shiftLeftByText(node, a, b, context);
    case 'shift-right-by':
      return shiftRightByText(a, b, context);
    case 'part':
      return partText(node, a, b, context);
    default:
      throw new Error(`no text for ${op}`);
  }
}

const comparisons = { eq: '===', ne: '!==', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

function convertText(node: GraphNode, a: GraphNode, context: TextContext): string {
  const text = context.text(a);
  const from = representationOf(a.width);
  const to = representationOf(node.width);
  const fits = fitsType(a, node.width, node.signed);
  if (to === 'big') {
    const big = from === 'big' ? text : `BigInt(${text})`;
    return fits ? big : wrapBig(big, node);
  }
  if (from === 'big') return `Number(${wrapBig(text, node)})`;
  if (fits && from === to) return text;
  return to === 'int'
    ? wrapInt(text, node, [a.min, a.max])
    : wrapDouble(text, node, [a.min, a.max], (t) => context.name(t));
}

function notText(node: GraphNode, text: string): string {
  const { width, signed } = node;
  const kind = representationOf(width);
  if (signed) return kind === 'double' ? `(-1-${text})` : `(~${text})`;
  if (kind === 'int') return width === 32 ? `(~${text}>>>0)` : `(${text}^${2 ** width - 1})`;
  return kind === 'double'
    ? `(${2 ** width - 1}-${text})`
    : `(${text}^${bigLiteral((1n << BigInt(width)) - 1n)})`;
}

function popcountText(a: GraphNode, text: string): string {
  const bits = patternText(text, a);
  const kind = representationOf(a.width);
  if (kind === 'big') return `popBig(${bits},${a.width})`;
  return kind === 'double' ? `popD(${bits})` : `pop32(${bits})`;
}

function sliceText(node: GraphNode, a: GraphNode, context: TextContext): string {
  const { n, width } = node;
  const text = context.text(a);
  const from = representationOf(a.width);
  if (from === 'big') {
    const shifted = `${text}>>${n}n`;
    const isTop = n + width === a.width && a.min >= 0;
    const bits = isTop ? `(${shifted})` : wrapBig(shifted, node);
    return representationOf(width) === 'big' ? bits : `Number(${bits})`;
  }
  const all = a.min >= 0 && n + width >= a.bits;
  if (from === 'int' || n + width <= 32) {
    const shifted = `(${text}>>>${n})`;
    return from === 'int' && all ? shifted : wrapInt(shifted, node, unknown);
  }
  const shifted = `Math.floor(${text}/${2 ** n})`;
  if (representationOf(width) === 'int') return wrapInt(shifted, node, unknown);
  return wrapDouble(shifted, node, all ? [0, 2 ** width - 1] : unknown, (t) => context.name(t));
}
