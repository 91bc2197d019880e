import type { Expression, SourceRef } from '../ir/index.js';
import { groundName } from '../nodes/ground.js';
import { fitTo } from '../values/fit-to.js';
import type { Place } from '../values/place.js';
import { report } from './report.js';

/** A value as it is assigned to a place: reports CW-E011 for another kind and CW-E014 for another width, and goes on
 *  with the value brought to the place's type. */
export function assignable(place: Place, value: Expression, source: SourceRef): Expression {
  const { ground, signal } = place;
  const name = `\`${signal.name}\``;
  const related = [{ message: 'declared at', source: signal.source }];
  if (value.type.kind !== ground.kind || value.type.enumeration !== ground.enumeration) {
    report({
      code: 'CW-E011',
      message: `${groundName(value.type)} assigned to ${name}, which is ${groundName(ground)}`,
      expected: groundName(ground),
      actual: groundName(value.type),
      hint: 'convert by name: `toSigned()` keeps the number, `asUInt()`, `asSInt()`, `asBits()` keep the bits',
      source,
      related,
    });
  } else if (value.type.width !== ground.width) {
    report({
      code: 'CW-E014',
      message: `width mismatch in assignment to ${name}`,
      expected: `${ground.width} bits`,
      actual: `${value.type.width} bits${reason(value)}`,
      hint: widthHint(value, ground.width),
      source,
      related,
    });
  }
  return fitTo(value, ground);
}

function reason(value: Expression): string {
  if (value.kind === 'binary' && (value.op === 'add' || value.op === 'sub'))
    return ' (an add keeps its carry)';
  if (value.kind === 'binary' && value.op === 'mul') return ' (a product is as wide as both factors)';
  if (value.kind === 'shift' && value.direction === 'left') return ' (a left shift grows)';
  if (value.kind === 'unary' && value.op === 'negate') return ' (a negation grows by one bit)';
  return '';
}

function widthHint(value: Expression, width: number): string {
  const { kind } = value.type;
  if (value.type.width < width) return `write \`.extend(${width})\` to widen the value`;
  const narrow =
    kind === 'bits' ? `\`.truncate(${width})\`` : `\`.wrap(${width})\` or \`.saturate(${width})\``;
  return `declare the target as ${value.type.width} bits, or write ${narrow} to say how the value is narrowed`;
}
