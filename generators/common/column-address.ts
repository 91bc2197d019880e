import { literal, type UInt, uintBelow } from '../../hdl-dsl/index.js';

/** A column as the ADC that converts it (`lane`) and the group in which it does: column = group * adcs + lane. */
export interface ColumnAddress {
  readonly group: UInt;
  readonly lane: UInt;
}

/** Splits a column number 0 .. columns - 1. The division by a number that is no power of two is a multiplication by its
 *  reciprocal, exact for every column. */
export function columnAddress(column: UInt, columns: number, adcs: number): ColumnAddress {
  const groupType = uintBelow(Math.ceil(columns / adcs));
  const laneType = uintBelow(adcs);
  if (adcs === 1) return { group: column, lane: literal(laneType, 0) };
  if (adcs === columns) return { group: literal(groupType, 0), lane: column };
  const { factor, shift } = reciprocal(columns, adcs);
  const group = column.mul(factor).shiftRight(shift).wrap(groupType.width);
  return { group, lane: column.subWrap(group.mul(adcs).wrap(column.width)).wrap(laneType.width) };
}

/** The first column of a group. */
export function firstColumn(group: UInt, columns: number, adcs: number): UInt {
  if (adcs === 1) return group;
  return group.mul(adcs).wrap(uintBelow(columns).width);
}

/** The smallest shift with floor(column * factor / 2^shift) = floor(column / divisor) for every column. */
function reciprocal(columns: number, divisor: number): { readonly factor: number; readonly shift: number } {
  for (let shift = 0; ; shift++) {
    const factor = Math.ceil(2 ** shift / divisor);
    let column = 0;
    while (column < columns && Math.floor((column * factor) / 2 ** shift) === Math.floor(column / divisor))
      column++;
    if (column === columns) return { factor, shift };
  }
}
