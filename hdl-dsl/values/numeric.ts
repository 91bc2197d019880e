import type { Rounding } from '../../base/number-format.js';
import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { addNode, compareNode, mulNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, muxNode } from '../nodes/basic-nodes.js';
import type { NumberConstant } from '../types/constants.js';
import type { AnyWidth, Max, Next, Sum, Width } from '../types/width.js';
import { BitVector } from './bit-vector.js';
import type { Bool } from './bool.js';
import { checkedDivisor, remainder } from './division.js';
import type { Of } from './kinds.js';
import { makers } from './makers.js';
import { rounded, saturated } from './narrowing.js';
import { compare, expressionOf, operandFor, Scalar } from './scalar.js';
import { factorLiteral } from './to-literal.js';
import type { UInt } from './uint.js';
import type { RemainderWidth, RoundedWidth } from './value-widths.js';
import { wrapped } from './widths.js';

/** What unsigned and signed numbers have in common. Every result is exact unless its name says otherwise. */
export abstract class Numeric<
  in out K extends 'uint' | 'sint',
  in out W extends number = AnyWidth,
> extends BitVector<K, W> {
  /** Equality; numbers of different widths are compared as numbers. */
  eq(other: Of<K, AnyWidth> | NumberConstant): Bool {
    return compare('eq', this, other);
  }

  ne(other: Of<K, AnyWidth> | NumberConstant): Bool {
    return compare('ne', this, other);
  }

  /** Sum. Width: one more than the wider operand. A constant takes the other operand's type. */
  add<V extends number = W>(other: Of<K, V> | NumberConstant): Of<K, Next<Max<W, V>>> {
    const left = expressionOf(this);
    const right = operandFor(this, other);
    return this.same(addNode('add', left, right, Math.max(left.type.width, right.type.width) + 1));
  }

  /** Sum modulo 2^width, at this value's width; the other operand is at most as wide. */
  addWrap(other: Of<K, AnyWidth> | NumberConstant): Of<K, W> {
    const left = expressionOf(this);
    return this.same(addNode('add', left, this.#atMost(other, 'addWrap'), left.type.width));
  }

  /** Difference modulo 2^width, at this value's width; the other operand is at most as wide. */
  subWrap(other: Of<K, AnyWidth> | NumberConstant): Of<K, W> {
    const left = expressionOf(this);
    return this.same(addNode('sub', left, this.#atMost(other, 'subWrap'), left.type.width));
  }

  /** Product. Width: both widths together. A constant is as wide as it needs. */
  mul<V extends number = AnyWidth>(other: Of<K, V> | NumberConstant): Of<K, Sum<W, V>> {
    return this.same(mulNode(expressionOf(this), this.#factor(other)));
  }

  lt(other: Of<K, AnyWidth> | NumberConstant): Bool {
    return compare('lt', this, other);
  }

  le(other: Of<K, AnyWidth> | NumberConstant): Bool {
    return compare('le', this, other);
  }

  gt(other: Of<K, AnyWidth> | NumberConstant): Bool {
    return compare('gt', this, other);
  }

  ge(other: Of<K, AnyWidth> | NumberConstant): Bool {
    return compare('ge', this, other);
  }

  /** To `width` bits modulo 2^width; a larger width extends. */
  wrap<const N extends number>(width: N): Of<K, Width<N>> {
    return this.same(wrapped(this, width));
  }

  /** To `width` bits, numbers out of range becoming the nearest in range; a larger width extends. */
  saturate<const N extends number>(width: N): Of<K, Width<N>> {
    return this.same(saturated(expressionOf(this), width));
  }

  /** Divides by 2^shift and rounds to an integer; `half-*` say where ties go.
   *  Width: `truncate` max(1, width - shift), the others max(1, width - shift + 1), and `width` for a shift of 0. */
  round<const S extends number, const R extends Rounding>(
    shift: S,
    rounding: R,
  ): Of<K, RoundedWidth<W, S, R>> {
    return this.same(rounded(expressionOf(this), shift, rounding));
  }

  /** The smaller number. Width: the wider operand's. */
  min<V extends number = W>(other: Of<K, V> | NumberConstant): Of<K, Max<W, V>> {
    return this.#chosen('lt', other);
  }

  /** The larger number. Width: the wider operand's. */
  max<V extends number = W>(other: Of<K, V> | NumberConstant): Of<K, Max<W, V>> {
    return this.#chosen('gt', other);
  }

  /** The remainder of the division by a constant that rounds down: 0 .. divisor - 1, also of a negative number.
   *  Reports CW-E031 for a divisor below 1. */
  modulo<const C extends number | bigint>(divisor: C): UInt<RemainderWidth<C>> {
    return makers().uint(remainder(expressionOf(this), checkedDivisor(divisor)));
  }

  #chosen(order: 'lt' | 'gt', other: unknown): Of<K, AnyWidth> {
    const left = expressionOf(this);
    const right = operandFor(this, other);
    const width = Math.max(left.type.width, right.type.width);
    const mine = compareNode(order, left, right);
    return this.same(muxNode(mine, extendNode(left, width), extendNode(right, width)));
  }

  #atMost(other: unknown, operation: string): Expression {
    const right = operandFor(this, other);
    const own = expressionOf(this).type.width;
    if (right.type.width <= own) return right;
    report({
      code: 'CW-E012',
      message: `width mismatch between the operands of \`${operation}\``,
      expected: `at most ${own} bits`,
      actual: `${right.type.width} bits`,
      hint: 'the first operand gives the width of the result; extend it, or truncate the second',
    });
    return expressionOf(this);
  }

  #factor(other: unknown): Expression {
    const { type } = expressionOf(this);
    return other instanceof Scalar ? operandFor(this, other) : factorLiteral(type, other);
  }
}
