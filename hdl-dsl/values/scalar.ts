import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { compareNode } from '../nodes/arithmetic-nodes.js';
import { recastNode } from '../nodes/basic-nodes.js';
import { bitsGround, groundName, sameGround, sintGround, uintGround } from '../nodes/ground.js';
import { fixedName } from '../types/fixed-type.js';
import type { AnyWidth } from '../types/width.js';
import type { Bits } from './bits.js';
import type { Bool } from './bool.js';
import { CoercionGuard } from './coercion-guard.js';
import { fitTo } from './fit-to.js';
import { makers } from './makers.js';
import type { Handle } from './place.js';
import type { SInt } from './sint.js';
import { toLiteral } from './to-literal.js';
import type { UInt } from './uint.js';
import type { PlainWidth } from './value-widths.js';

/** A value of one signal's width, `W` where it is known while programs are written. Compatible with equal widths and
 *  with any. */
export abstract class Scalar<in out W extends number = AnyWidth> extends CoercionGuard {
  protected declare readonly widthType: W;
  readonly #handle: Handle;

  constructor(handle: Handle) {
    super();
    this.#handle = handle;
  }

  /** Width in bits. */
  get width(): PlainWidth<W> {
    return widthOf(this.#handle) as PlainWidth<W>;
  }

  /** The same bits without their meaning. */
  asBits(): Bits<W> {
    return makers().bits(recastNode(this.#handle.expression, bitsGround(widthOf(this.#handle))));
  }

  /** The same bits read as an unsigned number. */
  asUInt(): UInt<W> {
    return makers().uint(recastNode(this.#handle.expression, uintGround(widthOf(this.#handle))));
  }

  /** The same bits read as a two's complement number. */
  asSInt(): SInt<W> {
    return makers().sint(recastNode(this.#handle.expression, sintGround(widthOf(this.#handle))));
  }

  /** The handle of a value; internal to the language. */
  static handleOf(value: Scalar): Handle {
    return value.#handle;
  }
}

function widthOf(handle: Handle): number {
  return handle.expression.type.width;
}

export function expressionOf(value: Scalar): Expression {
  return Scalar.handleOf(value).expression;
}

/** The other operand of `self`: a constant becomes one of self's type; a value must be of self's kind.
 *  Reports CW-E011 for another kind, and goes on with its bits. */
export function operandFor(self: Scalar, other: unknown): Expression {
  const left = Scalar.handleOf(self);
  if (!(other instanceof Scalar)) return toLiteral(left.type, other);
  return sameKind(left, Scalar.handleOf(other));
}

/** What messages call the type of a value. */
export function typeName({ type, expression }: Handle): string {
  return type.kind === 'fixed' ? fixedName(type) : groundName(expression.type);
}

function sameKind(self: Handle, other: Handle): Expression {
  const { type, expression: left } = self;
  const right = other.expression;
  const fixed = (type.kind === 'fixed') === (other.type.kind === 'fixed');
  if (fixed && left.type.kind === right.type.kind && left.type.enumeration === right.type.enumeration)
    return right;
  report({
    code: 'CW-E011',
    message: `operands of different kinds: ${typeName(self)} and ${typeName(other)}`,
    expected: typeName(self),
    actual: typeName(other),
    hint: 'convert one by name: `toSigned()` keeps the number, `asUInt()`, `asSInt()`, `asBits()` keep the bits',
  });
  const ground =
    type.kind === 'sint'
      ? sintGround(right.type.width)
      : type.kind === 'uint'
        ? uintGround(right.type.width)
        : bitsGround(right.type.width);
  return recastNode(right, ground);
}

/** As `operandFor`, with equal widths required: reports CW-E012 and fits the operand. */
export function equalOperandFor(self: Scalar, other: unknown, operation: string): Expression {
  const operand = operandFor(self, other);
  const { type } = expressionOf(self);
  if (operand.type.width !== type.width) {
    report({
      code: 'CW-E012',
      message: `width mismatch between the operands of \`${operation}\``,
      expected: `${type.width} bits`,
      actual: `${operand.type.width} bits`,
      hint: 'bring the narrower operand to the other width with `.extend(width)`, or the wider with `.truncate(width)`',
    });
  }
  return sameGround(operand.type, type) ? operand : fitTo(operand, type);
}

/** Compares; numbers of different widths are extended, bits must be equally wide. */
export function compare(op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', self: Scalar, other: unknown): Bool {
  const left = expressionOf(self);
  const numeric = left.type.kind === 'uint' || left.type.kind === 'sint';
  const right = numeric ? operandFor(self, other) : equalOperandFor(self, other, op);
  return makers().bool(compareNode(op, left, right));
}
