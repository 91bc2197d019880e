import type { Expression } from '../ir/index.js';
import { addNode, negateNode } from '../nodes/arithmetic-nodes.js';
import { recastNode } from '../nodes/basic-nodes.js';
import { uintGround } from '../nodes/ground.js';
import type { NumberConstant } from '../types/constants.js';
import type { AnyWidth, Max, Next } from '../types/width.js';
import { checkedDivisor, type DivisionRounding, magnitude, quotient } from './division.js';
import type { Fixed } from './fixed.js';
import { plainFixed } from './fixed-formats.js';
import { makers } from './makers.js';
import { Numeric } from './numeric.js';
import { expressionOf, operandFor } from './scalar.js';
import type { UInt } from './uint.js';

/** A two's complement number. */
export class SInt<in out W extends number = AnyWidth> extends Numeric<'sint', W> {
  // First, because the editor explains a mismatch by the first member that differs.
  protected declare readonly widthType: W;
  protected declare readonly valueKind: 'sint';

  /** Difference. Width: one more than the wider operand. */
  sub<V extends number = W>(other: SInt<V> | NumberConstant): SInt<Next<Max<W, V>>> {
    const left = expressionOf(this);
    const right = operandFor(this, other);
    return this.same(addNode('sub', left, right, Math.max(left.type.width, right.type.width) + 1));
  }

  /** The number with the other sign. Width: one more. */
  negate(): SInt<Next<W>> {
    return this.same(negateNode(expressionOf(this)));
  }

  /** The magnitude, unsigned. Width: the same. */
  abs(): UInt<W> {
    const value = expressionOf(this);
    return makers().uint(recastNode(magnitude(value), uintGround(value.type.width)));
  }

  /** Quotient by a constant from 1, rounded down (`floor`) or towards zero (`truncate`). Width: the same. Reports
   *  CW-E031 for another divisor. */
  divideBy(divisor: number | bigint, { rounding }: { readonly rounding: DivisionRounding }): SInt<W> {
    return this.same(quotient(expressionOf(this), checkedDivisor(divisor), rounding));
  }

  /** The same number in fixed point, without fraction. */
  toFixed(): Fixed<W, 0> {
    const value = expressionOf(this);
    return makers().fixed(value, plainFixed(value.type.width, 0));
  }

  protected override same(expression: Expression): SInt {
    return makers().sint(expression);
  }
}
