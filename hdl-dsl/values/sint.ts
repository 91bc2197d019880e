import type { Expression } from '../ir/index.js';
import { addNode, negateNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, muxNode, recastNode, sliceNode } from '../nodes/basic-nodes.js';
import { uintGround } from '../nodes/ground.js';
import { makers } from './makers.js';
import { Numeric } from './numeric.js';
import { expressionOf, operandFor } from './scalar.js';
import type { UInt } from './uint.js';

/** A two's complement number. */
export class SInt extends Numeric<SInt> {
  protected declare readonly valueKind: 'sint';

  /** Difference. Width: one more than the wider operand. */
  sub(other: SInt | number | bigint): SInt {
    const right = operandFor(this, other);
    const width = Math.max(this.width, right.type.width) + 1;
    return this.same(addNode('sub', expressionOf(this), right, width));
  }

  /** The number with the other sign. Width: one more. */
  negate(): SInt {
    return this.same(negateNode(expressionOf(this)));
  }

  /** The magnitude, unsigned. Width: the same. */
  abs(): UInt {
    const value = expressionOf(this);
    const magnitude = muxNode(expressionOf(this.msb()), negateNode(value), extendNode(value, this.width + 1));
    return makers().uint(recastNode(sliceNode(magnitude, 0, uintGround(this.width)), uintGround(this.width)));
  }

  protected override same(expression: Expression): SInt {
    return makers().sint(expression);
  }
}
