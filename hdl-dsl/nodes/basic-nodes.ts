import type { Expression, GroundType, Literal, Memory, Signal } from '../ir/index.js';
import { bitsGround, boolGround, fromPattern, resized, sameGround, toPattern } from './ground.js';

/** Constructors of frozen nodes that only move bits. They fold what is constant, so printed code stays short. */

/** A constant; `value` must be in the range of `type`. */
export function literalNode(type: GroundType, value: bigint): Literal {
  return Object.freeze({ kind: 'literal', type, value });
}

/** Present value of a signal. */
export function signalNode(signal: Signal): Expression {
  return Object.freeze({ kind: 'signal', type: signal.type, signal });
}

/** One word of a memory. */
export function memoryReadNode(memory: Memory, address: Expression): Expression {
  return Object.freeze({ kind: 'memory-read', type: memory.word, memory, address });
}

/** All words of a packed memory. */
export function memoryContentsNode(memory: Memory): Expression {
  const type = bitsGround(memory.word.width * memory.depth);
  return Object.freeze({ kind: 'memory-contents', type, memory });
}

/** Extension by the operand's own signedness; the same node where nothing is to be done. */
export function extendNode(operand: Expression, width: number): Expression {
  if (operand.type.width === width) return operand;
  const type = resized(operand.type, width);
  if (operand.kind === 'literal') return literalNode(type, operand.value);
  return Object.freeze({ kind: 'extend', type, operand });
}

/** The same bits as another type of equal width. */
export function recastNode(operand: Expression, type: GroundType): Expression {
  if (sameGround(operand.type, type)) return operand;
  if (operand.kind === 'literal') {
    return literalNode(type, fromPattern(toPattern(operand.value, type.width), type));
  }
  if (operand.kind === 'recast') return recastNode(operand.operand, type);
  return Object.freeze({ kind: 'recast', type, operand });
}

/** Bits lsb .. lsb + width - 1 as `type` (of that width). */
export function sliceNode(operand: Expression, lsb: number, type: GroundType): Expression {
  if (lsb === 0 && type.width === operand.type.width) return recastNode(operand, type);
  if (operand.kind === 'literal') {
    const pattern = toPattern(operand.value, operand.type.width) >> BigInt(lsb);
    return literalNode(type, fromPattern(pattern, type));
  }
  if (operand.kind === 'slice') return sliceNode(operand.operand, operand.lsb + lsb, type);
  if (operand.kind === 'recast') return sliceNode(operand.operand, lsb, type);
  return recastNode(Object.freeze({ kind: 'slice', type: plain(type), operand, lsb }), type);
}

/** Element `index` of a packed vector, as `type`. */
export function partSelectNode(operand: Expression, index: Expression, type: GroundType): Expression {
  return recastNode(Object.freeze({ kind: 'part-select', type: plain(type), operand, index }), type);
}

/** Parts side by side, the first most significant. */
export function concatNode(parts: readonly Expression[]): Expression {
  const [only] = parts;
  const width = parts.reduce((sum, part) => sum + part.type.width, 0);
  if (parts.length === 1 && only !== undefined) return recastNode(only, bitsGround(width));
  if (parts.every((part) => part.kind === 'literal')) {
    const pattern = parts.reduce(
      (all, part) => (all << BigInt(part.type.width)) | toPattern(part.value, part.type.width),
      0n,
    );
    return literalNode(bitsGround(width), pattern);
  }
  return Object.freeze({ kind: 'concat', type: bitsGround(width), parts: Object.freeze([...parts]) });
}

/** `whenTrue` where the condition holds; both branches of one type. */
export function muxNode(condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression {
  return Object.freeze({ kind: 'mux', type: whenTrue.type, condition, whenTrue, whenFalse });
}

// Selected bits carry no sign of their own; a recast says what they mean.
function plain(type: GroundType): GroundType {
  return type.kind === 'bool' ? boolGround : bitsGround(type.width);
}
