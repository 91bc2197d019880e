import { bitwiseNode, notNode } from '../nodes/arithmetic-nodes.js';
import { makers } from './makers.js';
import { compare, equalOperandFor, expressionOf, Scalar } from './scalar.js';

/** One bit, false or true. */
export class Bool extends Scalar<1> {
  protected declare readonly valueKind: 'bool';

  not(): Bool {
    return makers().bool(notNode(expressionOf(this)));
  }

  and(other: Bool | boolean): Bool {
    return makers().bool(bitwiseNode('and', expressionOf(this), equalOperandFor(this, other, 'and')));
  }

  or(other: Bool | boolean): Bool {
    return makers().bool(bitwiseNode('or', expressionOf(this), equalOperandFor(this, other, 'or')));
  }

  xor(other: Bool | boolean): Bool {
    return makers().bool(bitwiseNode('xor', expressionOf(this), equalOperandFor(this, other, 'xor')));
  }

  eq(other: Bool | boolean): Bool {
    return compare('eq', this, other);
  }

  ne(other: Bool | boolean): Bool {
    return compare('ne', this, other);
  }
}
