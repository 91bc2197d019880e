import type { Expression } from '../ir/index.js';
import { addNode, compareNode, mulNode, negateNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, muxNode, sliceNode } from '../nodes/basic-nodes.js';
import { boolGround } from '../nodes/ground.js';
import type { NumberConstant } from '../types/constants.js';
import type { FixedType } from '../types/fixed-type.js';
import type { AnyWidth, Max, Next, Sum } from '../types/width.js';
import type { Bool } from './bool.js';
import { aligned, converted, type Format, joined, type Narrowing, plainFixed } from './fixed-formats.js';
import { makers } from './makers.js';
import { expressionOf, operandFor, Scalar } from './scalar.js';
import type { PlainWidth } from './value-widths.js';

/** A signed fixed-point number of `I` integer bits, the sign among them, and `F` fraction bits. Every result is exact
 *  but that of `to`; operands of different formats are aligned. A constant takes the format of the other operand. */
export class Fixed<in out I extends number = AnyWidth, in out F extends number = AnyWidth> extends Scalar<
  Sum<I, F>
> {
  protected declare readonly formatType: readonly [I, F];
  protected declare readonly valueKind: 'fixed';

  /** Bits before the binary point, the sign among them. */
  get integer(): PlainWidth<I> {
    return formatOf(this).integer as PlainWidth<I>;
  }

  /** Bits after the binary point. */
  get fraction(): PlainWidth<F> {
    return formatOf(this).fraction as PlainWidth<F>;
  }

  /** Sum. Format: one integer bit more than the wider, the longer fraction. */
  add<J extends number = I, G extends number = F>(
    other: Fixed<J, G> | NumberConstant,
  ): Fixed<Next<Max<I, J>>, Max<F, G>> {
    return sum('add', this, other);
  }

  /** Difference. Format as of a sum. */
  sub<J extends number = I, G extends number = F>(
    other: Fixed<J, G> | NumberConstant,
  ): Fixed<Next<Max<I, J>>, Max<F, G>> {
    return sum('sub', this, other);
  }

  /** Product. Format: integer bits and fraction bits of both together. */
  mul<J extends number = I, G extends number = F>(
    other: Fixed<J, G> | NumberConstant,
  ): Fixed<Sum<I, J>, Sum<F, G>> {
    const [left, right] = [formatOf(this), formatOfOperand(this, other)];
    const format = { integer: left.integer + right.integer, fraction: left.fraction + right.fraction };
    return make(mulNode(expressionOf(this), operandFor(this, other)), format);
  }

  /** The number with the other sign. Format: one integer bit more. */
  negate(): Fixed<Next<I>, F> {
    const { integer, fraction } = formatOf(this);
    return make(negateNode(expressionOf(this)), { integer: integer + 1, fraction });
  }

  /** The magnitude. Format: one integer bit more, as that of the lowest number needs. */
  abs(): Fixed<Next<I>, F> {
    const value = expressionOf(this);
    const { integer, fraction } = formatOf(this);
    const sign = sliceNode(value, value.type.width - 1, boolGround);
    const magnitude = muxNode(sign, negateNode(value), extendNode(value, value.type.width + 1));
    return make(magnitude, { integer: integer + 1, fraction });
  }

  eq(other: Fixed | NumberConstant): Bool {
    return compared('eq', this, other);
  }

  ne(other: Fixed | NumberConstant): Bool {
    return compared('ne', this, other);
  }

  lt(other: Fixed | NumberConstant): Bool {
    return compared('lt', this, other);
  }

  le(other: Fixed | NumberConstant): Bool {
    return compared('le', this, other);
  }

  gt(other: Fixed | NumberConstant): Bool {
    return compared('gt', this, other);
  }

  ge(other: Fixed | NumberConstant): Bool {
    return compared('ge', this, other);
  }

  /** The smaller number. Format: the wider integer part, the longer fraction. */
  min<J extends number = I, G extends number = F>(
    other: Fixed<J, G> | NumberConstant,
  ): Fixed<Max<I, J>, Max<F, G>> {
    return chosen('lt', this, other);
  }

  /** The larger number. Format as of `min`. */
  max<J extends number = I, G extends number = F>(
    other: Fixed<J, G> | NumberConstant,
  ): Fixed<Max<I, J>, Max<F, G>> {
    return chosen('gt', this, other);
  }

  /** In another format. Where fraction bits go, `rounding` says how; where integer bits go or rounding may carry,
   *  `overflow` does. Reports CW-E028 where what is needed is not said. */
  to<J extends number, G extends number>(type: FixedType<J, G>, narrowing: Narrowing = {}): Fixed<J, G> {
    return make(converted(expressionOf(this), formatOf(this), type, narrowing), type);
  }
}

function formatOf(value: Scalar): Format {
  const { type } = Scalar.handleOf(value);
  if (type.kind !== 'fixed') throw new Error('a fixed-point number has a fixed-point type');
  return type;
}

/** Format of the other operand; that of `self` for constants, and for values of another kind, which are reported. */
function formatOfOperand(self: Scalar, other: unknown): Format {
  if (!(other instanceof Scalar)) return formatOf(self);
  const { type } = Scalar.handleOf(other);
  return type.kind === 'fixed' ? type : { integer: other.width, fraction: 0 };
}

function make(expression: Expression, { integer, fraction }: Format): Fixed {
  return makers().fixed(expression, plainFixed(integer, fraction));
}

/** Both operands in one format. */
function both(
  self: Scalar,
  other: unknown,
): { readonly left: Expression; readonly right: Expression; readonly format: Format } {
  const [own, given] = [formatOf(self), formatOfOperand(self, other)];
  const format = joined(own, given);
  const right = operandFor(self, other);
  return { left: aligned(expressionOf(self), own, format), right: aligned(right, given, format), format };
}

function sum(op: 'add' | 'sub', self: Scalar, other: unknown): Fixed {
  const { left, right, format } = both(self, other);
  const grown = { integer: format.integer + 1, fraction: format.fraction };
  return make(addNode(op, left, right, grown.integer + grown.fraction), grown);
}

function compared(op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', self: Scalar, other: unknown): Bool {
  const { left, right } = both(self, other);
  return makers().bool(compareNode(op, left, right));
}

function chosen(order: 'lt' | 'gt', self: Scalar, other: unknown): Fixed {
  const { left, right, format } = both(self, other);
  return make(muxNode(compareNode(order, left, right), left, right), format);
}
