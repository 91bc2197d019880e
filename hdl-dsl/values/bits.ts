import type { Expression } from '../ir/index.js';
import { BitVector } from './bit-vector.js';
import { makers } from './makers.js';

/** A row of bits without a number's meaning: no arithmetic, no order. */
export class Bits extends BitVector<Bits> {
  protected declare readonly valueKind: 'bits';

  protected override same(expression: Expression): Bits {
    return makers().bits(expression);
  }
}
