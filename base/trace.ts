/** Architectural commit points. `part`: what one crossbar adds to a sum. `overflow`: whether a running sum left its
 *  register, or how many did. `last`: the mark of the last output. `memory`: a byte of a buffer after a layer. `ramps`:
 *  comparisons of a vector under a ramp. `log`: a log of a programmable machine, of which every event has several fields. */
export type EventKind =
  | 'code'
  | 'part'
  | 'sum'
  | 'out'
  | 'saturated'
  | 'overflow'
  | 'last'
  | 'memory'
  | 'ramps'
  | 'log';

/** All events of one kind of one unit, in the canonical order of the specification.
 *  A linear index counts positions: row-major over `dims`, the first dimension slowest. */
export interface TraceStream {
  /** Architectural unit, such as `mvmu0`. */
  readonly unit: string;
  readonly kind: EventKind;
  /** Names and extents of the dimensions, slowest first, such as vector, step, column, slice. */
  readonly dims: readonly { readonly name: string; readonly size: number }[];
  /** Values, exact integers below 2^53 in magnitude. */
  readonly values: Int32Array | Float64Array;
  /** Linear index that the design reported for each value; absent: value k has index k. */
  readonly index?: Uint32Array;
  /** Clock cycle since reset of each value, where the engine recorded it. */
  readonly cycles?: Uint32Array;
  /** Fraction bits of the values, for display in fixed point. */
  readonly fraction?: number;
  /** Two's complement width of a value, for display in hexadecimal. */
  readonly width: number;
}

/** What an engine or a golden model says happened. */
export interface Trace {
  readonly streams: readonly TraceStream[];
}
