import type { Overflow, Rounding } from '../base/number-format.js';
import type { Nonideal } from './nonideal.js';

/** How signed weights become cells; see docs/mvmu.md. */
export const encodings = ['offset', 'offset-flip', 'differential'] as const;
export type Encoding = (typeof encodings)[number];

export const adcOverflows = ['saturate', 'drop-low'] as const;
export type AdcOverflow = (typeof adcOverflows)[number];

/** The one narrowing from the exact result to an output word. */
export interface OutputFormat {
  readonly bits: number;
  readonly fraction: number;
  readonly rounding: Rounding | 'per-plane';
  readonly overflow: Overflow;
}

/** A PUMA matrix-vector unit, every default filled in. */
export interface PumaMvmuConfig {
  readonly system: 'puma-mvmu';
  readonly name: string;
  readonly rows: number;
  /** Weights (outputs), not cells. */
  readonly columns: number;
  readonly weightBits: number;
  readonly cellBits: number;
  readonly inputBits: number;
  readonly signedInputs: boolean;
  readonly dacBits: number;
  /** ADCs of each slice array. */
  readonly adcs: number;
  readonly adcBits: number;
  readonly adcOverflow: AdcOverflow;
  readonly encoding: Encoding;
  readonly output: OutputFormat;
  readonly nonideal?: Nonideal;
}
