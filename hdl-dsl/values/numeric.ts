import type { Rounding } from '../../base/number-format.js';
import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { addNode, mulNode } from '../nodes/arithmetic-nodes.js';
import { literalNode } from '../nodes/basic-nodes.js';
import { groundRange, resized } from '../nodes/ground.js';
import { BitVector } from './bit-vector.js';
import type { Bool } from './bool.js';
import { rounded, saturated } from './narrowing.js';
import { compare, expressionOf, operandFor, Scalar } from './scalar.js';
import { wrapped } from './widths.js';

/** What unsigned and signed numbers have in common. Every result is exact unless its name says otherwise. */
export abstract class Numeric<Self extends Scalar> extends BitVector<Self> {
  /** Sum. Width: one more than the wider operand. A constant takes the other operand's type. */
  add(other: Self | number | bigint): Self {
    const right = operandFor(this, other);
    const width = Math.max(this.width, right.type.width) + 1;
    return this.same(addNode('add', expressionOf(this), right, width));
  }

  /** Sum modulo 2^width, at this value's width; the other operand is at most as wide. */
  addWrap(other: Self | number | bigint): Self {
    return this.same(addNode('add', expressionOf(this), this.#atMost(other, 'addWrap'), this.width));
  }

  /** Difference modulo 2^width, at this value's width; the other operand is at most as wide. */
  subWrap(other: Self | number | bigint): Self {
    return this.same(addNode('sub', expressionOf(this), this.#atMost(other, 'subWrap'), this.width));
  }

  /** Product. Width: both widths together. A constant is as wide as it needs. */
  mul(other: Self | number | bigint): Self {
    return this.same(mulNode(expressionOf(this), this.#factor(other)));
  }

  lt(other: Self | number | bigint): Bool {
    return compare('lt', this, other);
  }

  le(other: Self | number | bigint): Bool {
    return compare('le', this, other);
  }

  gt(other: Self | number | bigint): Bool {
    return compare('gt', this, other);
  }

  ge(other: Self | number | bigint): Bool {
    return compare('ge', this, other);
  }

  /** To `width` bits modulo 2^width; a larger width extends. */
  wrap(width: number): Self {
    return this.same(wrapped(this, width));
  }

  /** To `width` bits, numbers out of range becoming the nearest in range; a larger width extends. */
  saturate(width: number): Self {
    return this.same(saturated(expressionOf(this), width));
  }

  /** Divides by 2^shift and rounds to an integer; `half-*` say where ties go.
   *  Width: `truncate` max(1, width - shift), the others max(1, width - shift + 1), and `width` for a shift of 0. */
  round(shift: number, rounding: Rounding): Self {
    return this.same(rounded(expressionOf(this), shift, rounding));
  }

  #atMost(other: Self | number | bigint, operation: string): Expression {
    const right = operandFor(this, other);
    if (right.type.width <= this.width) return right;
    report({
      code: 'CW-E012',
      message: `width mismatch between the operands of \`${operation}\``,
      expected: `at most ${this.width} bits`,
      actual: `${right.type.width} bits`,
      hint: 'the first operand gives the width of the result; extend it, or truncate the second',
    });
    return expressionOf(this);
  }

  #factor(other: Self | number | bigint): Expression {
    const { type } = expressionOf(this);
    if (other instanceof Scalar || (typeof other !== 'bigint' && !Number.isSafeInteger(other))) {
      return operandFor(this, other);
    }
    const value = BigInt(other as number | bigint);
    let ground = resized(type, 1);
    while (ground.width < 65536) {
      const { min, max } = groundRange(ground);
      if (value >= min && value <= max) return literalNode(ground, value);
      if (value < 0n && !ground.signed) return operandFor(this, other);
      ground = resized(type, ground.width + 1);
    }
    return operandFor(this, other);
  }
}
