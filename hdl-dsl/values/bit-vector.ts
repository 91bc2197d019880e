import { report } from '../build/report.js';
import {
  bitwiseNode,
  dynamicShiftNode,
  notNode,
  popcountNode,
  reduceNode,
  shiftNode,
} from '../nodes/arithmetic-nodes.js';
import { concatNode, partSelectNode, sliceNode } from '../nodes/basic-nodes.js';
import { bitsGround, boolGround } from '../nodes/ground.js';
import type { Bits } from './bits.js';
import type { Bool } from './bool.js';
import { makers } from './makers.js';
import { partOf } from './place.js';
import { compare, equalOperandFor, expressionOf, Scalar } from './scalar.js';
import type { UInt } from './uint.js';
import { extended, shiftedLeft, truncated } from './widths.js';

/** What bits, unsigned and signed numbers have in common. `Self` is the class, so that results keep their kind. */
export abstract class BitVector<Self extends Scalar> extends Scalar {
  /** Complement of every bit. Width: the same. */
  not(): Self {
    return this.same(notNode(expressionOf(this)));
  }

  /** Bit by bit; equal widths. */
  and(other: Self | number | bigint): Self {
    return this.same(bitwiseNode('and', expressionOf(this), equalOperandFor(this, other, 'and')));
  }

  or(other: Self | number | bigint): Self {
    return this.same(bitwiseNode('or', expressionOf(this), equalOperandFor(this, other, 'or')));
  }

  xor(other: Self | number | bigint): Self {
    return this.same(bitwiseNode('xor', expressionOf(this), equalOperandFor(this, other, 'xor')));
  }

  /** Equality. Numbers of different widths are compared as numbers; bits must be equally wide. */
  eq(other: Self | number | bigint): Bool {
    return compare('eq', this, other);
  }

  ne(other: Self | number | bigint): Bool {
    return compare('ne', this, other);
  }

  /** Bits lsb .. lsb + width - 1. Reports CW-E010 outside the value. */
  slice(lsb: number, width: number): Bits {
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
  part(index: UInt, width: number): Bits {
    const [, ground] = this.#range(0, width);
    return makers().bits(partSelectNode(expressionOf(this), expressionOf(index), ground));
  }

  /** The top bit: the sign of a signed number. */
  msb(): Bool {
    return this.bit(this.width - 1);
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
  popcount(): UInt {
    return makers().uint(popcountNode(expressionOf(this)));
  }

  /** Shift left. By a number: grows by it. By an unsigned signal: grows by the largest amount the signal can have,
   *  or by `growth` bits where given; ones shifted past that are lost. */
  shiftLeft(amount: number | UInt, options: { readonly growth?: number } = {}): Self {
    return this.same(shiftedLeft(this, amount, options.growth));
  }

  /** Shift right, arithmetic for signed numbers. Width: the same. */
  shiftRight(amount: number | UInt): Self {
    const value = expressionOf(this);
    if (amount instanceof Scalar) return this.same(dynamicShiftNode('right', value, expressionOf(amount)));
    return this.same(shiftNode('right', value, checkedAmount(amount)));
  }

  /** More bits on top: copies of the sign for signed numbers, else zeros. Reports CW-E013 if it would narrow. */
  extend(width: number): Self {
    return this.same(extended(this, width));
  }

  /** Only the low `width` bits. Reports CW-E013 if it would widen. */
  truncate(width: number): Self {
    return this.same(truncated(this, width));
  }

  /** `count` copies side by side. */
  repeat(count: number): Bits {
    if (Number.isInteger(count) && count >= 1 && count * this.width <= 65536) {
      return makers().bits(concatNode(new Array(count).fill(expressionOf(this))));
    }
    report({
      code: 'CW-E010',
      message: 'a repetition out of range',
      expected: 'at least once, and at most 65536 bits in all',
      actual: `${count} times ${this.width} bits`,
      hint: 'repeat at least once',
    });
    return this.asBits();
  }

  /** This above `low`. */
  concat(...low: readonly Scalar[]): Bits {
    return makers().bits(concatNode([this as Scalar, ...low].map((v) => expressionOf(v))));
  }

  /** A value of the same kind; each class says how. */
  protected abstract same(expression: ReturnType<typeof expressionOf>): Self;

  #range(lsb: number, width: number): readonly [number, ReturnType<typeof bitsGround>] {
    const fits = Number.isInteger(lsb) && Number.isInteger(width) && lsb >= 0 && width >= 1;
    if (fits && lsb + width <= this.width) return [lsb, bitsGround(width)];
    report({
      code: 'CW-E010',
      message: 'bits outside the value',
      expected: `within bits 0 to ${this.width - 1}`,
      actual: width === 1 ? `bit ${lsb}` : `${width} bits from bit ${lsb}`,
      hint: '`slice(lsb, width)` takes the lowest bit and a width, not two positions',
    });
    return [0, bitsGround(Math.min(Math.max(1, Math.trunc(width) || 1), this.width))];
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
