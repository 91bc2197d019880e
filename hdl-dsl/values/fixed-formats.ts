import type { Overflow, Rounding } from '../../base/number-format.js';
import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { shiftNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, recastNode, sliceNode } from '../nodes/basic-nodes.js';
import { sintGround } from '../nodes/ground.js';
import { type FixedType, fixedName } from '../types/fixed-type.js';
import { fitTo } from './fit-to.js';
import { rounded, saturated } from './narrowing.js';

/** A format: bits before the binary point, the sign among them, and after it. */
export interface Format {
  readonly integer: number;
  readonly fraction: number;
}

/** The type of a value of some format. */
export function plainFixed(integer: number, fraction: number): FixedType {
  return Object.freeze({ kind: 'fixed', integer, fraction, width: integer + fraction, options: {} });
}

/** The smallest format that holds the numbers of both. */
export function joined(a: Format, b: Format): Format {
  return { integer: Math.max(a.integer, b.integer), fraction: Math.max(a.fraction, b.fraction) };
}

/** The same number in a format with as many bits or more on both sides of the point. */
export function aligned(value: Expression, from: Format, to: Format): Expression {
  return extendNode(shiftNode('left', value, to.fraction - from.fraction), to.integer + to.fraction);
}

/** How a conversion loses what the new format cannot hold. */
export interface Narrowing {
  readonly rounding?: Rounding;
  readonly overflow?: Overflow;
}

/** A number in another format. Reports CW-E028 where bits are lost and nobody says how; bits then go as by `truncate`
 *  and `wrap`. */
export function converted(
  value: Expression,
  from: Format,
  to: Format,
  { rounding, overflow }: Narrowing,
): Expression {
  const dropped = from.fraction - to.fraction;
  // Rounding up can carry into one more integer bit.
  const carry = dropped > 0 && rounding !== undefined && rounding !== 'truncate' ? 1 : 0;
  const missing = [
    ...(dropped > 0 && rounding === undefined ? ['rounding'] : []),
    ...(from.integer + carry > to.integer && overflow === undefined ? ['overflow'] : []),
  ];
  if (missing.length > 0) {
    report({
      code: 'CW-E028',
      message: `${fixedName(from)} does not fit in ${fixedName(to)}, and the conversion does not say how it ends`,
      expected: missing.map((m) => `\`${m}\``).join(' and '),
      actual: 'nothing said',
      hint: "write `.to(type, { rounding: 'half-even', overflow: 'saturate' })`, or widen the format",
    });
  }
  const point =
    dropped > 0 ? rounded(value, dropped, rounding ?? 'truncate') : shiftNode('left', value, -dropped);
  const width = to.integer + to.fraction;
  if (point.type.width <= width) return extendNode(point, width);
  return overflow === 'saturate' ? saturated(point, width) : sliceNode(point, 0, sintGround(width));
}

/** The bits of a value as a fixed-point number. Reports CW-E026 where the widths differ. */
export function fixedBits(value: Expression, type: FixedType): Expression {
  const ground = sintGround(type.width);
  if (value.type.width === type.width) return recastNode(value, ground);
  report({
    code: 'CW-E026',
    message: `${value.type.width} bits read as ${fixedName(type)}`,
    expected: `${type.width} bits`,
    actual: `${value.type.width} bits`,
    hint: '`asFixed` keeps the bits: extend or truncate them first',
  });
  return fitTo(value, ground);
}
