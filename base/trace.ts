/** Architectural commit points. `log`: a log of a programmable machine, of which every event has several fields. */
export type EventKind = 'code' | 'sum' | 'out' | 'saturated' | 'log';

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
