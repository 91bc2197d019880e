import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { bitwiseNode } from '../nodes/arithmetic-nodes.js';
import { literalNode, muxNode, recastNode, sliceNode } from '../nodes/basic-nodes.js';
import { bitsGround, boolGround } from '../nodes/ground.js';
import type { DataType, VecType } from '../types/aggregate-types.js';
import type { BoolType } from '../types/ground-types.js';
import { leavesOf } from '../types/leaves.js';
import type { AnyWidth, IndexWidth, Max } from '../types/width.js';
import { balanced } from './balanced.js';
import { nearestOne } from './bit-order.js';
import type { Bits } from './bits.js';
import type { Bool } from './bool.js';
import type { Fixed } from './fixed.js';
import { conditionOf } from './functions.js';
import { makers } from './makers.js';
import { expressionOf, Scalar } from './scalar.js';
import type { SInt } from './sint.js';
import { sourceLeaves } from './sources.js';
import type { PlainOf } from './typing.js';
import type { UInt } from './uint.js';
import type { WidthOf } from './value-widths.js';
import { Vec } from './vec.js';
import { viewOf } from './view.js';

/** The value whose select is true; 0 (false, the member encoded 0) if none is, and the bits of all of them or-ed if
 *  several are. A tree of as few levels as can be. Reports CW-E032 unless there is one select for each value. */
export function oneHotMux<V extends Scalar | Vec>(
  selects: readonly Bool[] | Bits | UInt | Vec<BoolType>,
  values: readonly [V, ...V[]] | readonly V[],
): PlainOf<V> {
  const chosen = selectsOf(selects);
  const [first] = values;
  if (first === undefined || chosen.length !== values.length) {
    report({
      code: 'CW-E032',
      message: 'a one-hot multiplexer needs one select for each value',
      expected: `${values.length} selects, and at least one value`,
      actual: `${chosen.length} selects`,
      hint: 'select i chooses value i; bit 0 of a select vector chooses the first value',
    });
    return (first ?? makers().bool(literalNode(boolGround, 0n))) as never;
  }
  const type: DataType =
    first instanceof Vec ? (first.type as VecType) : (Scalar.handleOf(first).type as DataType);
  const rows = values.map((value) => sourceLeaves(type, value));
  const handles = leavesOf(type).map((leaf, i) => {
    const zero = literalNode(bitsGround(leaf.ground.width), 0n);
    const terms = rows.flatMap((row, k) => {
      const [select, value] = [chosen[k], row[i]];
      if (select === undefined || value === undefined) return [];
      return [muxNode(select, recastNode(value, zero.type), zero)];
    });
    const all = balanced(terms, (a, b) => bitwiseNode('or', a, b));
    return { type: leaf.type, expression: recastNode(all, leaf.ground) };
  });
  return viewOf(type, handles) as PlainOf<V>;
}

function selectsOf(selects: readonly Bool[] | Bits | UInt | Vec<BoolType>): readonly Expression[] {
  if (Array.isArray(selects)) return (selects as readonly Bool[]).map(conditionOf);
  const row = expressionOf(selects instanceof Vec ? selects.asBits() : (selects as Scalar));
  return Array.from({ length: row.type.width }, (_, i) => sliceNode(row, i, boolGround));
}

/** The lowest bit that is one, and whether there is one; the index is 0 if not. */
export function priorityEncode<W extends number>(
  value: Bits<W> | UInt<W>,
): { readonly index: UInt<IndexWidth<W>>; readonly valid: Bool } {
  const { index, found } = nearestOne(expressionOf(value), 'up');
  return Object.freeze({ index: makers().uint(index), valid: makers().bool(found) });
}

type Widest<P extends readonly unknown[], W extends number = 1> = P extends readonly []
  ? W
  : P extends readonly [infer First, ...infer Others]
    ? Widest<Others, Max<W, WidthOf<First>>>
    : AnyWidth;

/** The smallest of numbers of one kind, by a tree. Width: the widest operand's. */
export function min<const P extends readonly [UInt, ...UInt[]]>(...values: P): UInt<Widest<P>>;
export function min<const P extends readonly [SInt, ...SInt[]]>(...values: P): SInt<Widest<P>>;
export function min(...values: readonly [Fixed, ...Fixed[]]): Fixed;
export function min(...values: readonly (UInt | SInt | Fixed)[]): unknown {
  return balanced(values as readonly UInt[], (a, b) => a.min(b));
}

/** The largest of numbers of one kind, by a tree. Width: the widest operand's. */
export function max<const P extends readonly [UInt, ...UInt[]]>(...values: P): UInt<Widest<P>>;
export function max<const P extends readonly [SInt, ...SInt[]]>(...values: P): SInt<Widest<P>>;
export function max(...values: readonly [Fixed, ...Fixed[]]): Fixed;
export function max(...values: readonly (UInt | SInt | Fixed)[]): unknown {
  return balanced(values as readonly UInt[], (a, b) => a.max(b));
}
