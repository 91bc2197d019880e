import type { Expression } from '../ir/index.js';
import type { NumberConstant } from '../types/constants.js';
import type { AnyWidth } from '../types/width.js';
import { BitVector } from './bit-vector.js';
import type { Bool } from './bool.js';
import { makers } from './makers.js';
import { compare } from './scalar.js';

/** A row of bits without a number's meaning: no arithmetic, no order. */
export class Bits<in out W extends number = AnyWidth> extends BitVector<'bits', W> {
  // First, because the editor explains a mismatch by the first member that differs.
  protected declare readonly widthType: W;
  protected declare readonly valueKind: 'bits';

  /** Equality of equally wide bits. */
  eq(other: Bits<W> | NumberConstant): Bool {
    return compare('eq', this, other);
  }

  ne(other: Bits<W> | NumberConstant): Bool {
    return compare('ne', this, other);
  }

  protected override same(expression: Expression): Bits {
    return makers().bits(expression);
  }
}
