import { type ModuleBuilder, mux, type UInt } from '../../../hdl-dsl/index.js';
import { lookUp } from './look-up.js';

/** A column as the filter that owns it and the slice that it holds: column = filter * S + slice. */
export interface ColumnPosition {
  readonly filter: UInt;
  readonly slice: UInt;
}

/** Counts of slices that a layer may have. */
const sliceCounts = [2, 3, 4, 5, 6, 7, 8];

/** The position `distance` columns on, where S is known at run time only: filter and slice grow by the quotient and the
 *  remainder of distance / S, which are look-ups by S. Filter numbers past the register's range wrap; no column in use
 *  has one.
 *  @param name of the wires  @param slices S  */
export function positionOn(
  m: ModuleBuilder,
  name: string,
  { filter, slice }: ColumnPosition,
  distance: number,
  slices: UInt,
): ColumnPosition {
  if (distance === 0) return { filter, slice };
  const constants = (of: (s: number) => number) => new Map(sliceCounts.map((s) => [s, of(s)]));
  const quotient = lookUp(
    m,
    `${name}_filters`,
    slices,
    constants((s) => Math.floor(distance / s)),
    Math.max(1, Math.floor(distance / 2)),
  );
  const remainder = lookUp(
    m,
    `${name}_slices`,
    slices,
    constants((s) => distance % s),
    7,
  );
  const { [`${name}_slice`]: sum } = m.wires({ [`${name}_slice`]: slice.add(remainder) });
  if (sum === undefined) throw new Error('the wire just declared');
  const wraps = sum.ge(slices);
  return {
    filter: filter.add(quotient).add(wraps.asUInt()).wrap(filter.width),
    slice: mux(wraps, sum.subWrap(slices), sum).truncate(slice.width),
  };
}
