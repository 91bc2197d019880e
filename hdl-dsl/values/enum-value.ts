import type { Bool } from './bool.js';
import { compare, Scalar } from './scalar.js';

/** One of the named states `M`. */
export class EnumValue<M extends string = string> extends Scalar {
  protected declare readonly valueKind: 'enum';
  protected declare readonly member: M;

  eq(other: EnumValue<M> | M): Bool {
    return compare('eq', this, other);
  }

  ne(other: EnumValue<M> | M): Bool {
    return compare('ne', this, other);
  }
}
