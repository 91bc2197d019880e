import { report } from '../build/report.js';
import type { Expression, SourceRef } from '../ir/index.js';
import { concatNode } from '../nodes/basic-nodes.js';
import { groundName, sameGround } from '../nodes/ground.js';
import type { HdlType } from '../types/aggregate-types.js';
import { fixedName } from '../types/fixed-type.js';
import { type Leaf, leavesOf } from '../types/leaves.js';
import { groundOf, type PackedType } from '../types/packed-types.js';
import { fitTo } from './fit-to.js';
import type { Handle } from './place.js';
import { Scalar, typeName } from './scalar.js';
import { StructValue } from './struct-value.js';
import { toLiteral } from './to-literal.js';
import { Vec } from './vec.js';

/** The expressions of what is assigned to a target of `type`, one a leaf, in order. Scalars come as they are:
 *  their width is checked where they are assigned. */
export function sourceLeaves(type: HdlType, source: unknown, declared?: SourceRef): readonly Expression[] {
  if (type.kind === 'struct') {
    return Object.entries(type.fields).flatMap(([name, field]) =>
      sourceLeaves(field, fieldOf(source, name), declared),
    );
  }
  if (type.kind === 'vec') {
    if (source instanceof Vec) return vecLeaves(type, source);
    if (Array.isArray(source)) return arrayLeaves(type, source, declared);
  }
  if (type.kind === 'stream' || type.kind === 'flow') throw new Error('streams are driven by their parts');
  return leavesOf(type).map((leaf) => scalarSource(leaf.type, source, declared));
}

/** One packed source: a value, or a constant of the type. `declared` is the place of the target, for messages. */
export function scalarSource(type: PackedType, source: unknown, declared?: SourceRef): Expression {
  if (source instanceof Scalar) return inFormat(type, Scalar.handleOf(source), declared);
  if (source instanceof Vec && type.kind === 'vec') {
    const [first] = vecLeaves(type, source);
    if (first !== undefined) return first;
  }
  if (type.kind === 'vec' && Array.isArray(source) && source.some((s) => typeof s === 'object')) {
    const [first] = arrayLeaves(type, source, declared);
    if (first !== undefined) return first;
  }
  return toLiteral(type, source);
}

/** The expression of a value for `type`: reports CW-E026 for a fixed-point number of another format, which has the
 *  right bits perhaps but means another number, and for one where none is wanted. */
function inFormat(type: PackedType, given: Handle, declared: SourceRef | undefined): Expression {
  if (sameFormat(type, given.type)) return given.expression;
  report({
    code: 'CW-E026',
    message: `${typeName(given)} given for ${shape(type)}`,
    expected: shape(type),
    actual: typeName(given),
    hint: 'convert by name: `.to(q(i, f))` keeps the number, `asFixed(q(i, f))`, `asSInt()` and `asBits()` keep the bits',
    ...(declared === undefined ? {} : { related: [{ message: 'declared at', source: declared }] }),
  });
  return fitTo(given.expression, groundOf(type));
}

function sameFormat(a: PackedType, b: PackedType): boolean {
  if (a.kind !== 'fixed' || b.kind !== 'fixed') return a.kind !== 'fixed' && b.kind !== 'fixed';
  return a.integer === b.integer && a.fraction === b.fraction;
}

function fieldOf(source: unknown, name: string): unknown {
  if (source instanceof StructValue) return StructValue.field(source, name);
  if (typeof source !== 'object' || source === null) return undefined;
  return Object.entries(source).find(([key]) => key === name)?.[1];
}

function vecLeaves(type: HdlType & { kind: 'vec' }, source: Vec): readonly Expression[] {
  const expected = leavesOf(type);
  const given = leavesOf(source.type);
  if (
    given.length !== expected.length ||
    source.length !== type.length ||
    given.some((g, i) => !alike(g, expected[i]))
  ) {
    report({
      code: 'CW-E014',
      message: 'a vector is assigned to one of another shape',
      expected: shape(type),
      actual: shape(source.type),
      hint: 'lengths and element types must be equal; build the vector element by element with an array',
    });
    return expected.map((leaf, i) =>
      fitTo(Vec.handlesOf(source)[i]?.expression ?? toLiteral(leaf.type, 0), leaf.ground),
    );
  }
  return Vec.handlesOf(source).map((h) => h.expression);
}

function arrayLeaves(
  type: HdlType & { kind: 'vec' },
  source: readonly unknown[],
  declared: SourceRef | undefined,
): readonly Expression[] {
  if (source.length !== type.length) {
    report({
      code: 'CW-E014',
      message: 'an array of the wrong length is assigned to a vector',
      expected: `${type.length} elements`,
      actual: `${source.length} elements`,
      hint: 'give one value for each element',
    });
    const filled = Array.from({ length: type.length }, (_, i) => source[i] ?? source[0]);
    return filled.some((s) => s === undefined)
      ? leavesOf(type).map((l) => toLiteral(l.type, 0))
      : arrayLeaves(type, filled, declared);
  }
  const element = leavesOf(type.element);
  const rows = source.map((s) => sourceLeaves(type.element, s, declared));
  return element.map((leaf, i) => concatNode(rows.map((row) => exact(leaf, row[i])).reverse()));
}

function exact(leaf: Leaf, expression: Expression | undefined): Expression {
  if (expression === undefined) return toLiteral(leaf.type, 0);
  if (sameGround(expression.type, leaf.ground)) return expression;
  report({
    code: 'CW-E014',
    message: 'an element of an array does not have the type of the vector',
    expected: groundName(leaf.ground),
    actual: groundName(expression.type),
    hint: 'convert it, or widen or narrow it by name',
  });
  return fitTo(expression, leaf.ground);
}

function alike(a: Leaf, b: Leaf | undefined): boolean {
  return b !== undefined && sameElements(a.type, b.type);
}

function sameElements(a: PackedType, b: PackedType): boolean {
  if (a.kind === 'vec' && b.kind === 'vec')
    return a.length === b.length && sameElements(a.element, b.element);
  return sameGround(groundOf(a), groundOf(b)) && a.kind === b.kind && sameFormat(a, b);
}

function shape(type: HdlType): string {
  if (type.kind === 'vec') return `vec(${shape(type.element)}, ${type.length})`;
  if (type.kind === 'struct') return `struct { ${Object.keys(type.fields).join(', ')} }`;
  if (type.kind === 'stream' || type.kind === 'flow') return `${type.kind}(${shape(type.payload)})`;
  if (type.kind === 'fixed') return fixedName(type);
  return groundName(groundOf(type));
}
