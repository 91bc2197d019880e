import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { concatNode, muxNode } from '../nodes/basic-nodes.js';
import { groundName, sameGround } from '../nodes/ground.js';
import type { DataType } from '../types/aggregate-types.js';
import type { NumberConstant } from '../types/constants.js';
import { leavesOf } from '../types/leaves.js';
import type { Bits } from './bits.js';
import { Bool } from './bool.js';
import type { EnumValue } from './enum-value.js';
import { fitTo } from './fit-to.js';
import { makers } from './makers.js';
import { expressionOf, Scalar } from './scalar.js';
import { sourceLeaves } from './sources.js';
import type { PlainOf, SourceOf, ValueOf } from './typing.js';
import type { TotalWidth } from './value-widths.js';
import { Vec } from './vec.js';
import { viewOf } from './view.js';

/** A constant of a type: `literal(uint(8), 5)`, `literal(State, 'Idle')`, `literal(vec(bool, 2), [true, false])`. */
export function literal<T extends DataType>(type: T, value: SourceOf<T>): ValueOf<T> {
  const expressions = sourceLeaves(type, value);
  const handles = leavesOf(type).map((leaf, i) => ({
    type: leaf.type,
    expression: expressions[i] ?? unreachable(),
  }));
  return viewOf(type, handles) as ValueOf<T>;
}

/** A vector or struct value made of values: `pack(vec(uint(8), 2), [a, b])`. */
export function pack<T extends DataType>(type: T, value: SourceOf<T>): ValueOf<T> {
  return literal(type, value);
}

/** `whenTrue` where the condition holds, else `whenFalse`: values of one type, or one value and a constant. */
export function mux<V extends Scalar | Vec>(condition: Bool, whenTrue: V, whenFalse: V): PlainOf<V>;
export function mux<V extends Scalar>(condition: Bool, whenTrue: V, whenFalse: ConstantFor<V>): PlainOf<V>;
export function mux<V extends Scalar>(condition: Bool, whenTrue: ConstantFor<V>, whenFalse: V): PlainOf<V>;
export function mux(condition: Bool, whenTrue: unknown, whenFalse: unknown): unknown {
  const model = [whenTrue, whenFalse].find((v) => v instanceof Scalar || v instanceof Vec);
  if (!(model instanceof Scalar || model instanceof Vec)) {
    report({
      code: 'CW-E002',
      message: 'a multiplexer of two constants has no type',
      expected: 'at least one signal',
      actual: 'two constants',
      hint: 'write one as `literal(type, value)`',
    });
    return makers().bool(expressionOf(condition));
  }
  const type = model instanceof Vec ? model.type : (Scalar.handleOf(model).type as DataType);
  const yes = sourceLeaves(type, whenTrue);
  const no = sourceLeaves(type, whenFalse);
  const select = conditionOf(condition);
  const handles = leavesOf(type).map((leaf, i) => {
    const [a, b] = sameType(yes[i] ?? unreachable(), no[i] ?? unreachable());
    return { type: leaf.type, expression: muxNode(select, a, b) };
  });
  return viewOf(type, handles);
}

/** JavaScript constants of a value's type. */
export type ConstantFor<V> = V extends Bool
  ? boolean
  : V extends EnumValue<infer M>
    ? M
    : V extends Scalar
      ? NumberConstant
      : never;

/** Side by side, the first most significant. */
export function concat<const P extends readonly [Scalar | Vec, ...(Scalar | Vec)[]]>(
  ...parts: P
): Bits<TotalWidth<P>> {
  return makers().bits(
    concatNode(parts.map((p) => (p instanceof Vec ? expressionOf(p.asBits()) : expressionOf(p)))),
  );
}

/** True where all (any) of the conditions hold. */
export function all(first: Bool, ...others: readonly Bool[]): Bool {
  return others.reduce((a, b) => a.and(b), first);
}

export function any(first: Bool, ...others: readonly Bool[]): Bool {
  return others.reduce((a, b) => a.or(b), first);
}

/** A condition's expression; reports CW-E011 for anything but a bool. */
export function conditionOf(condition: Bool): Expression {
  if (condition instanceof Bool) return expressionOf(condition);
  const value: unknown = condition;
  report({
    code: 'CW-E011',
    message: 'a condition is not a bool',
    expected: 'bool',
    actual: value instanceof Scalar ? groundName(expressionOf(value).type) : `a JavaScript ${typeof value}`,
    hint: 'compare first, such as `x.ne(0)`; a JavaScript condition belongs into a JavaScript `if`',
  });
  return expressionOf(literal({ kind: 'bool', width: 1, options: {} }, false));
}

function sameType(a: Expression, b: Expression): readonly [Expression, Expression] {
  if (sameGround(a.type, b.type)) return [a, b];
  const kinds = a.type.kind !== b.type.kind || a.type.enumeration !== b.type.enumeration;
  report({
    code: kinds ? 'CW-E011' : 'CW-E012',
    message: kinds
      ? `operands of different kinds: ${groundName(a.type)} and ${groundName(b.type)}`
      : 'width mismatch between the operands of `mux`',
    expected: kinds ? groundName(a.type) : `${a.type.width} bits`,
    actual: kinds ? groundName(b.type) : `${b.type.width} bits`,
    hint: 'both branches of a multiplexer have one type; convert, extend or narrow one of them by name',
  });
  return [a, fitTo(b, a.type)];
}

function unreachable(): never {
  throw new Error('a type has as many sources as leaves');
}
