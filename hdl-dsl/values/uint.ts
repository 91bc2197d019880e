import type { Expression } from '../ir/index.js';
import { addNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, literalNode, recastNode } from '../nodes/basic-nodes.js';
import { sintGround, uintGround } from '../nodes/ground.js';
import type { NumberConstant } from '../types/constants.js';
import type { AnyWidth, Max, Next } from '../types/width.js';
import { checkedDivisor, type DivisionRounding, quotient } from './division.js';
import type { Fixed } from './fixed.js';
import { makers } from './makers.js';
import { Numeric } from './numeric.js';
import { expressionOf, operandFor } from './scalar.js';
import type { SInt } from './sint.js';

/** An unsigned number. */
export class UInt<in out W extends number = AnyWidth> extends Numeric<'uint', W> {
  // First, because the editor explains a mismatch by the first member that differs.
  protected declare readonly widthType: W;
  protected declare readonly valueKind: 'uint';

  /** Difference, which may be negative: a signed number. Width: one more than the wider operand. */
  sub<V extends number = W>(other: UInt<V> | NumberConstant): SInt<Next<Max<W, V>>> {
    const left = expressionOf(this);
    const right = operandFor(this, other);
    const width = Math.max(left.type.width, right.type.width) + 1;
    return makers().sint(recastNode(addNode('sub', left, right, width), sintGround(width)));
  }

  /** The number with the other sign: a signed number. Width: one more. */
  negate(): SInt<Next<W>> {
    const value = expressionOf(this);
    const width = value.type.width + 1;
    const zero = literalNode(uintGround(width), 0n);
    return makers().sint(recastNode(addNode('sub', zero, value, width), sintGround(width)));
  }

  /** The magnitude, which is the number itself. */
  abs(): UInt<W> {
    return this.same(expressionOf(this));
  }

  /** Quotient by a constant from 1, rounded down. Width: the same. Reports CW-E031 for another divisor. */
  divideBy(divisor: number | bigint, _options?: { readonly rounding: DivisionRounding }): UInt<W> {
    return this.same(quotient(expressionOf(this), checkedDivisor(divisor), 'floor'));
  }

  /** The same number as a signed one. Width: one more. */
  toSigned(): SInt<Next<W>> {
    const width = expressionOf(this).type.width + 1;
    return makers().sint(recastNode(extendNode(expressionOf(this), width), sintGround(width)));
  }

  /** The same number in fixed point, without fraction. Width: one more. */
  toFixed(): Fixed<Next<W>, 0> {
    return this.toSigned().toFixed();
  }

  protected override same(expression: Expression): UInt {
    return makers().uint(expression);
  }
}
