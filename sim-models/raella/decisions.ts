import type { RaellaStatistics } from './statistics.js';

/** Stands for the code of a column that a recovery step did not convert. */
export const notConverted = -32768;

/** What the analog part and the psum of a crossbar decided for n vectors. */
export interface Decisions {
  /** [n][passes][steps][columns], column p S + i is slice i of filter p; only where asked for */
  readonly codes?: Int16Array;
  /** [n][filters], the exact running value after the last addition */
  readonly sums: Int32Array;
  /** [n][filters], additions whose exact result was outside -2^15 .. 2^15 - 1 */
  readonly outside: Int32Array;
  readonly statistics: RaellaStatistics;
}

/** One of the two ways to the same decisions. */
export interface Way {
  /** @param inputs [n][rows]  @param operation number of the first vector, for the noise */
  decide(inputs: Int32Array, operation: number, codes: boolean): Decisions;
}
