import { report } from '../build/report.js';
import type { Expression, GroundType } from '../ir/index.js';
import {
  bitwiseNode,
  dynamicShiftNode,
  notNode,
  popcountNode,
  reduceNode,
  shiftNode,
} from '../nodes/arithmetic-nodes.js';
import { concatNode, partSelectNode, recastNode, sliceNode } from '../nodes/basic-nodes.js';
import { bitsGround, boolGround } from '../nodes/ground.js';
import type { NumberConstant } from '../types/constants.js';
import type { FixedType } from '../types/fixed-type.js';
import type { Amount, AnyWidth, LargestOf, Sum, Times, Width } from '../types/width.js';
import { reversed, zerosBefore } from './bit-order.js';
import type { Bits } from './bits.js';
import type { Bool } from './bool.js';
import type { Fixed } from './fixed.js';
import { fixedBits } from './fixed-formats.js';
import type { Kind, Of } from './kinds.js';
import { makers } from './makers.js';
import { partOf } from './place.js';
import { rotated } from './rotation.js';
import { equalOperandFor, expressionOf, Scalar } from './scalar.js';
import type { UInt } from './uint.js';
import type { CountWidth, TotalWidth } from './value-widths.js';
import { extended, shiftedLeft, truncated } from './widths.js';

/** What bits, unsigned and signed numbers have in common: results keep the kind `K`. */
export abstract class BitVector<in out K extends Kind, in out W extends number = AnyWidth> extends Scalar<W> {
  /** Complement of every bit. Width: the same. */
  not(): Of<K, W> {
    return this.same(notNode(expressionOf(this)));
  }

  /** Bit by bit; equal widths. */
  and(other: Of<K, W> | NumberConstant): Of<K, W> {
    return this.same(bitwiseNode('and', expressionOf(this), equalOperandFor(this, other, 'and')));
  }

  or(other: Of<K, W> | NumberConstant): Of<K, W> {
    return this.same(bitwiseNode('or', expressionOf(this), equalOperandFor(this, other, 'or')));
  }

  xor(other: Of<K, W> | NumberConstant): Of<K, W> {
    return this.same(bitwiseNode('xor', expressionOf(this), equalOperandFor(this, other, 'xor')));
  }

  /** Bits lsb .. lsb + width - 1. Reports CW-E010 outside the value. */
  slice<const N extends number>(lsb: number, width: N): Bits<Width<N>> {
    const [from, ground] = this.#range(lsb, width);
    return makers().value({
      type: { kind: 'bits', width: ground.width, options: {} },
      expression: sliceNode(expressionOf(this), from, ground),
      ...partOf(Scalar.handleOf(this).place, from, ground),
    }) as Bits;
  }

  /** One bit, by number or by an unsigned signal (a bit past the width is false). */
  bit(index: number | UInt): Bool {
    if (index instanceof Scalar) {
      return makers().bool(partSelectNode(expressionOf(this), expressionOf(index), boolGround));
    }
    const [from] = this.#range(index, 1);
    return makers().value({
      type: { kind: 'bool', width: 1, options: {} },
      expression: sliceNode(expressionOf(this), from, boolGround),
      ...partOf(Scalar.handleOf(this).place, from, boolGround),
    }) as Bool;
  }

  /** One of the equal parts of `width` bits, counted from bit 0, by an unsigned signal (past the last whole one 0).
   *  Reports CW-E010 for parts wider than the value. */
  part<const N extends number>(index: UInt, width: N): Bits<Width<N>> {
    const [, ground] = this.#range(0, width);
    return makers().bits(partSelectNode(expressionOf(this), expressionOf(index), ground));
  }

  /** The top bit: the sign of a signed number. */
  msb(): Bool {
    return this.bit(expressionOf(this).type.width - 1);
  }

  reduceAnd(): Bool {
    return makers().bool(reduceNode('reduce-and', expressionOf(this)));
  }

  reduceOr(): Bool {
    return makers().bool(reduceNode('reduce-or', expressionOf(this)));
  }

  reduceXor(): Bool {
    return makers().bool(reduceNode('reduce-xor', expressionOf(this)));
  }

  /** Number of ones. Width: just enough for `width`. */
  popcount(): UInt<CountWidth<W>> {
    return makers().uint(popcountNode(expressionOf(this)));
  }

  /** Shift left. By a number: grows by it. By an unsigned signal: grows by the largest amount the signal can have,
   *  or by `growth` bits where given; ones shifted past that are lost. */
  shiftLeft<const N extends number>(amount: N): Of<K, Sum<W, Amount<N>>>;
  shiftLeft<V extends number>(amount: UInt<V>): Of<K, Sum<W, LargestOf<V>>>;
  shiftLeft<const G extends number>(amount: UInt, options: { readonly growth: G }): Of<K, Sum<W, Amount<G>>>;
  shiftLeft(amount: number | UInt, options?: { readonly growth?: number }): Of<K, AnyWidth>;
  shiftLeft(amount: number | UInt, options: { readonly growth?: number } = {}): Of<K, AnyWidth> {
    return this.same(shiftedLeft(this, amount, options.growth));
  }

  /** Shift right, arithmetic for signed numbers. Width: the same. */
  shiftRight(amount: number | UInt): Of<K, W> {
    const value = expressionOf(this);
    if (amount instanceof Scalar) return this.same(dynamicShiftNode('right', value, expressionOf(amount)));
    return this.same(shiftNode('right', value, checkedAmount(amount)));
  }

  /** More bits on top: copies of the sign for signed numbers, else zeros. Reports CW-E013 if it would narrow. */
  extend<const N extends number>(width: N): Of<K, Width<N>> {
    return this.same(extended(this, width));
  }

  /** Only the low `width` bits. Reports CW-E013 if it would widen. */
  truncate<const N extends number>(width: N): Of<K, Width<N>> {
    return this.same(truncated(this, width));
  }

  /** `count` copies side by side. */
  repeat<const N extends number>(count: N): Bits<Times<W, Amount<N>>> {
    const { width } = expressionOf(this).type;
    if (Number.isInteger(count) && count >= 1 && count * width <= 65536) {
      return makers().bits(concatNode(new Array(count).fill(expressionOf(this))));
    }
    report({
      code: 'CW-E010',
      message: 'a repetition out of range',
      expected: 'at least once, and at most 65536 bits in all',
      actual: `${count} times ${width} bits`,
      hint: 'repeat at least once',
    });
    return makers().bits(recastNode(expressionOf(this), bitsGround(width)));
  }

  /** This above `low`. */
  concat<const P extends readonly Scalar[]>(...low: P): Bits<TotalWidth<P, W>> {
    return makers().bits(concatNode([this, ...low].map((v) => expressionOf(v))));
  }

  /** The bits in the other order: bit 0 on top. */
  reverse(): Of<K, W> {
    return this.same(reversed(expressionOf(this)));
  }

  /** Moves every bit up, those that leave at the top coming in at the bottom. The amount, a number or an unsigned
   *  signal, counts modulo the width. */
  rotateLeft(amount: number | UInt): Of<K, W> {
    return this.same(rotated(this, amount, 'left'));
  }

  /** As `rotateLeft`, downwards. */
  rotateRight(amount: number | UInt): Of<K, W> {
    return this.same(rotated(this, amount, 'right'));
  }

  /** Number of zeros above the highest one; the width if there is none. */
  leadingZeros(): UInt<CountWidth<W>> {
    return makers().uint(zerosBefore(expressionOf(this), 'down'));
  }

  /** Number of zeros below the lowest one; the width if there is none. */
  trailingZeros(): UInt<CountWidth<W>> {
    return makers().uint(zerosBefore(expressionOf(this), 'up'));
  }

  /** The same bits read as a fixed-point number of a format of this width. Reports CW-E026 for another width. */
  asFixed<I extends number, F extends number>(type: FixedType<I, F>): Fixed<I, F> {
    return makers().fixed(fixedBits(expressionOf(this), type), type);
  }

  /** A value of the same kind; each class says how. */
  protected abstract same(expression: Expression): Of<K, AnyWidth>;

  #range(lsb: number, width: number): readonly [number, GroundType] {
    const own = expressionOf(this).type.width;
    const fits = Number.isInteger(lsb) && Number.isInteger(width) && lsb >= 0 && width >= 1;
    if (fits && lsb + width <= own) return [lsb, bitsGround(width)];
    report({
      code: 'CW-E010',
      message: 'bits outside the value',
      expected: `within bits 0 to ${own - 1}`,
      actual: width === 1 ? `bit ${lsb}` : `${width} bits from bit ${lsb}`,
      hint: '`slice(lsb, width)` takes the lowest bit and a width, not two positions',
    });
    return [0, bitsGround(Math.min(Math.max(1, Math.trunc(width) || 1), own))];
  }
}

function checkedAmount(amount: number): number {
  if (Number.isInteger(amount) && amount >= 0 && amount <= 65536) return amount;
  report({
    code: 'CW-E010',
    message: 'a shift amount out of range',
    expected: 'an integer from 0 to 65536',
    actual: String(amount),
    hint: 'shift the other way for a negative amount',
  });
  return 0;
}
