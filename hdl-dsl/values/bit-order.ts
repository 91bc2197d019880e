import type { Expression } from '../ir/index.js';
import { bitwiseNode, notNode, reduceNode } from '../nodes/arithmetic-nodes.js';
import {
  concatNode,
  extendNode,
  literalNode,
  muxNode,
  partSelectNode,
  recastNode,
  sliceNode,
} from '../nodes/basic-nodes.js';
import { bitsGround, boolGround, uintGround } from '../nodes/ground.js';
import { bitsToHold, indexWidth } from '../types/ground-types.js';

/** The bits in the other order, of the same type. */
export function reversed(value: Expression): Expression {
  const bits = Array.from({ length: value.type.width }, (_, i) => sliceNode(value, i, boolGround));
  return recastNode(concatNode(bits), value.type);
}

/** Distance of the nearest one from an end of a value. */
export interface NearestOne {
  /** 0 if there is no one. */
  readonly index: Expression;
  readonly found: Expression;
}

/** Widest value that is searched by halves alone: the text of such a tree is as long as its value. */
const widestTree = 64;

/** The nearest one from bit 0 (`up`) or from the top (`down`), in as many levels as the index has bits. */
export function nearestOne(value: Expression, direction: 'up' | 'down'): NearestOne {
  const { width } = value.type;
  const found = anyOf(value, 0, width);
  return { index: width > widestTree ? inChunks(value, direction) : inHalves(value, direction), found };
}

function anyOf(value: Expression, lsb: number, count: number): Expression {
  return count === 1
    ? sliceNode(value, lsb, boolGround)
    : reduceNode('reduce-or', sliceNode(value, lsb, bitsGround(count)));
}

function inHalves(value: Expression, direction: 'up' | 'down'): Expression {
  const { width } = value.type;
  /** Whether there is a one among `count` bits, `from` bits away from the end. */
  const anyAt = (from: number, count: number): Expression =>
    anyOf(value, direction === 'up' ? from : width - from - count, count);
  const indexIn = (from: number, count: number): Expression => {
    if (count === 1) return literalNode(uintGround(1), 0n);
    // The near part is a power of two, so that the index of the far one is that of its bits below a one.
    const near = 2 ** (indexWidth(count) - 1);
    const inNear = anyAt(from, near);
    const high = bitwiseNode('and', notNode(inNear), anyAt(from + near, count - near));
    if (near === 1) return recastNode(high, uintGround(1));
    const far = extendNode(indexIn(from + near, count - near), indexWidth(near));
    const low = muxNode(inNear, indexIn(from, near), far);
    return recastNode(concatNode([high, low]), uintGround(indexWidth(count)));
  };
  return indexIn(0, width);
}

/** Looks for the chunk first, then in it: about the square root of the width in nodes. */
function inChunks(value: Expression, direction: 'up' | 'down'): Expression {
  const indexBits = indexWidth(value.type.width);
  const chunk = 2 ** Math.floor(indexBits / 2);
  const count = 2 ** indexBits / chunk;
  const padding = count * chunk - value.type.width;
  const row = recastNode(value, bitsGround(value.type.width));
  // Zeros at the far end, so that the number of chunks is a power of two.
  const padded =
    padding === 0
      ? row
      : direction === 'up'
        ? extendNode(row, count * chunk)
        : concatNode([row, literalNode(bitsGround(padding), 0n)]);
  const flags = Array.from({ length: count }, (_, i) => anyOf(padded, (count - 1 - i) * chunk, chunk));
  const nearest = inHalves(concatNode(flags), direction);
  const position = direction === 'up' ? nearest : notNode(nearest);
  const inner = inHalves(partSelectNode(padded, position, bitsGround(chunk)), direction);
  return recastNode(concatNode([nearest, inner]), uintGround(indexBits));
}

/** Zeros before the nearest one, or the width: an unsigned number just wide enough. */
export function zerosBefore(value: Expression, direction: 'up' | 'down'): Expression {
  const { width } = value.type;
  const type = uintGround(bitsToHold(width));
  const { index, found } = nearestOne(value, direction);
  return muxNode(found, extendNode(index, type.width), literalNode(type, BigInt(width)));
}
