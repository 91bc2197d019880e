import type { Memory, Signal } from './modules.js';
import type { GroundType } from './types.js';

/** Frozen expression nodes. Operands have the types that the node's rule asks for: the builder inserts
 *  extensions, so no pass ever widens by itself. */
export type Expression =
  | Literal
  | SignalRead
  | MemoryRead
  | MemoryContents
  | Unary
  | Binary
  | ShiftStatic
  | ShiftDynamic
  | Concat
  | Slice
  | PartSelect
  | Mux
  | Extend
  | Recast;

interface Node {
  readonly type: GroundType;
}

/** `value` is the number meant (negative for a signed literal), inside the range of `type`. */
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: bigint;
}

/** Present value of a port, wire, register output or instance output. */
export interface SignalRead extends Node {
  readonly kind: 'signal';
  readonly signal: Signal;
}

/** Asynchronous read of one word. An address at or beyond the depth reads 0. */
export interface MemoryRead extends Node {
  readonly kind: 'memory-read';
  readonly memory: Memory;
  readonly address: Expression;
}

/** All words of a `packed` memory as one vector, word 0 in the low bits. */
export interface MemoryContents extends Node {
  readonly kind: 'memory-contents';
  readonly memory: Memory;
}

/** not: same width. negate: signed, one bit wider. reduce-*: bool. popcount: uint, just wide enough for the width. */
export interface Unary extends Node {
  readonly kind: 'unary';
  readonly op: 'not' | 'negate' | 'reduce-and' | 'reduce-or' | 'reduce-xor' | 'popcount';
  readonly operand: Expression;
}

/** Operands of add, sub: both of the result's width and signedness (extended by the builder). mul: any widths, one
 *  signedness, result as wide as both together. Bitwise and comparisons: equal widths and signedness. Comparisons: bool. */
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly op: 'add' | 'sub' | 'mul' | 'and' | 'or' | 'xor' | 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
  readonly left: Expression;
  readonly right: Expression;
}

/** left: result as wide as operand plus amount. right: result keeps the operand's width (arithmetic if signed). */
export interface ShiftStatic extends Node {
  readonly kind: 'shift';
  readonly direction: 'left' | 'right';
  readonly operand: Expression;
  readonly amount: number;
}

/** The result keeps the operand's width in both directions (the builder widens first where growth is wanted). Amounts at or beyond the
 *  width give 0, or the sign for a signed right shift. `amount` is unsigned. */
export interface ShiftDynamic extends Node {
  readonly kind: 'shift-dynamic';
  readonly direction: 'left' | 'right';
  readonly operand: Expression;
  readonly amount: Expression;
}

/** The first part is the most significant. */
export interface Concat extends Node {
  readonly kind: 'concat';
  readonly parts: readonly Expression[];
}

/** Bits `lsb` .. `lsb + type.width - 1`. */
export interface Slice extends Node {
  readonly kind: 'slice';
  readonly operand: Expression;
  readonly lsb: number;
}

/** Element `index` of a vector of elements of `type.width` bits packed from bit 0. An index past the last whole element reads 0. */
export interface PartSelect extends Node {
  readonly kind: 'part-select';
  readonly operand: Expression;
  readonly index: Expression;
}

/** Both branches have the result's type. */
export interface Mux extends Node {
  readonly kind: 'mux';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** Sign- or zero-extension, by the operand's signedness, to a larger width. */
export interface Extend extends Node {
  readonly kind: 'extend';
  readonly operand: Expression;
}

/** Same bits under another type of equal width. */
export interface Recast extends Node {
  readonly kind: 'recast';
  readonly operand: Expression;
}
