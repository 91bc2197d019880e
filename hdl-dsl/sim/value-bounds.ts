import { widestDouble } from './cells.js';
import type { GraphNode } from './graph-node.js';

type Bare = Omit<GraphNode, 'id' | 'min' | 'max' | 'bits'>;
type Bounds = Pick<GraphNode, 'min' | 'max' | 'bits'>;

/** What the values of a node lie between: where a sum surely fits its type, no code to wrap it is made. */
export function boundsOf(node: Bare): Bounds {
  const { width, signed } = node;
  const low = signed ? -(2 ** (width - 1)) : 0;
  const high = width > widestDouble ? 2 ** Math.min(width, 1023) : 2 ** (signed ? width - 1 : width) - 1;
  if (width > widestDouble) return { min: low, max: high, bits: Math.min(width, bitsOf(node)) };
  const [min, max] = rangeOf(node);
  if (!(min >= low && max <= high)) return { min: low, max: high, bits: width };
  return { min, max, bits: bitsFor(min, max, signed) };
}

/** Whether a node's values are all values of a type, so that converting them changes nothing. */
export function fitsType(
  node: Pick<GraphNode, 'min' | 'signed' | 'bits'>,
  width: number,
  signed: boolean,
): boolean {
  if (signed) return node.bits + (node.signed ? 0 : 1) <= width;
  return node.min >= 0 && node.bits <= width;
}

/** Range of the exact result before it is reduced to the type; not a number where nothing is known. */
export function rangeOf({ op, args, n, constant }: Bare): readonly [min: number, max: number] {
  const [a, b, c] = args;
  if (constant !== undefined) return [Number(constant), Number(constant)];
  if (a === undefined) return [Number.NaN, Number.NaN];
  switch (op) {
    case 'convert':
      return [a.min, a.max];
    case 'negate':
      return [-a.max, -a.min];
    case 'popcount':
      return [0, a.width];
    case 'add':
      if (b) return [a.min + b.min, a.max + b.max];
      break;
    case 'sub':
      if (b) return [a.min - b.max, a.max - b.min];
      break;
    case 'mul':
      if (b) {
        const corners = [a.min * b.min, a.min * b.max, a.max * b.min, a.max * b.max];
        return [Math.min(...corners), Math.max(...corners)];
      }
      break;
    case 'and':
      if (b && a.min >= 0 && b.min >= 0) return [0, Math.min(a.max, b.max)];
      break;
    case 'or':
    case 'xor':
      if (b && a.min >= 0 && b.min >= 0) return [0, 2 ** Math.max(a.bits, b.bits) - 1];
      break;
    case 'shift-left':
      return [a.min * 2 ** n, a.max * 2 ** n];
    case 'shift-right':
      return n < 1000
        ? [Math.floor(a.min / 2 ** n), Math.floor(a.max / 2 ** n)]
        : [Math.min(a.min, 0), Math.max(a.max, 0)];
    case 'shift-right-by':
      return [Math.min(a.min, 0), Math.max(a.max, 0)];
    case 'mux':
      if (b && c) return [Math.min(b.min, c.min), Math.max(b.max, c.max)];
      break;
    case 'switch':
      return [Math.min(...args.slice(1).map((x) => x.min)), Math.max(...args.slice(1).map((x) => x.max))];
  }
  return [Number.NaN, Number.NaN];
}

/** Bits of the exact result before it is reduced to the type, for results too wide for exact bounds; infinite where
 *  nothing is known. */
export function bitsOf({ op, width, signed, args, n, constant }: Bare): number {
  const [a, b] = args;
  if (constant !== undefined) return constant === 0n ? 1 : width;
  if (a === undefined) return unbounded;
  switch (op) {
    case 'convert':
      if (a.signed === signed) return a.bits;
      return signed ? a.bits + 1 : unbounded;
    case 'add':
      return b ? Math.max(a.bits, b.bits) + 1 : unbounded;
    case 'sub':
      return b && signed ? Math.max(a.bits, b.bits) + 1 : unbounded;
    case 'shift-left':
      return a.bits + n;
    case 'shift-right':
    case 'shift-right-by':
      return a.bits;
    case 'mux':
    case 'switch':
      return Math.max(...args.slice(1).map((x) => x.bits));
    default:
      return unbounded;
  }
}

const unbounded = Number.POSITIVE_INFINITY;

function bitsFor(min: number, max: number, signed: boolean): number {
  if (!signed) return Math.max(1, max.toString(2).length);
  const positive = max > 0 ? max.toString(2).length : 0;
  const negative = min < 0 ? (-min - 1 > 0 ? (-min - 1).toString(2).length : 0) : 0;
  return Math.max(positive, negative) + 1;
}
