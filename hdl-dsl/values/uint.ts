import type { Expression } from '../ir/index.js';
import { addNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, recastNode } from '../nodes/basic-nodes.js';
import { sintGround } from '../nodes/ground.js';
import { makers } from './makers.js';
import { Numeric } from './numeric.js';
import { expressionOf, operandFor } from './scalar.js';
import type { SInt } from './sint.js';

/** An unsigned number. */
export class UInt extends Numeric<UInt> {
  protected declare readonly valueKind: 'uint';

  /** Difference, which may be negative: a signed number. Width: one more than the wider operand. */
  sub(other: UInt | number | bigint): SInt {
    const right = operandFor(this, other);
    const width = Math.max(this.width, right.type.width) + 1;
    return makers().sint(recastNode(addNode('sub', expressionOf(this), right, width), sintGround(width)));
  }

  /** The same number as a signed one. Width: one more. */
  toSigned(): SInt {
    const width = this.width + 1;
    return makers().sint(recastNode(extendNode(expressionOf(this), width), sintGround(width)));
  }

  protected override same(expression: Expression): UInt {
    return makers().uint(expression);
  }
}
