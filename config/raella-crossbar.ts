import type { Nonideal } from './nonideal.js';

/** A crossbar of RAELLA: signed 2T2R cells, pulse-train DACs, signed saturating ADCs, speculation and recovery.
 *  Source: docs/raella.md, "Crossbar". The settings of a layer are no part of it. */
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

/** What a crossbar is told of a layer at run time, beside cells and centres. */
export interface RaellaLayerSettings {
  /** Widths of the weight slices, high bits first: 2 to 8 of them, each 1 .. cellBits, that sum to 8. */
  readonly slicing: readonly number[];
  readonly speculate: boolean;
  /** Inputs are -128 .. 127, in two passes; otherwise 0 .. 255. */
  readonly signedInputs: boolean;
}

/** A crossbar with the settings that its runs use: the configuration of the system `raella-crossbar`. */
export interface RaellaArrayConfig extends RaellaCrossbarConfig {
  /** No part of the hardware, which takes any at run time. */
  readonly layer: RaellaLayerSettings;
}
