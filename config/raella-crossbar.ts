import type { Nonideal } from './puma-mvmu.js';

/** A crossbar of RAELLA: signed 2T2R cells, pulse-train DACs, signed saturating ADCs, speculation and recovery.
 *  Source: docs/raella.md, "Crossbar". The slicing, speculation on or off and signed inputs are settings of a layer. */
export interface RaellaCrossbarConfig {
  readonly system: 'raella-crossbar';
  readonly name: string;
  readonly rows: number;
  /** Cell columns. */
  readonly columns: number;
  readonly cellBits: number;
  readonly dacBits: number;
  readonly adcs: number;
  readonly adcBits: number;
  /** Widths of the speculative input slices, high bits first; they sum to 8. */
  readonly speculation: readonly number[];
  readonly nonideal?: Nonideal;
}
