import type { Overflow, Rounding } from '../base/number-format.js';

/** How signed weights become cells; see docs/mvmu.md. */
export const encodings = ['offset', 'offset-flip', 'differential'] as const;
export type Encoding = (typeof encodings)[number];

export const adcOverflows = ['saturate', 'drop-low'] as const;
export type AdcOverflow = (typeof adcOverflows)[number];

/** Non-idealities of the analog chain; each sigma 0 is that layer off. */
export interface Nonideal {
  /** 0 .. 2^32 - 1. */
  readonly seed: number;
  /** Standard deviation of a programmed cell, as a fraction of the largest cell level, 0..1. */
  readonly programming: number;
  /** Read noise per square root of the summed products, 0..1. */
  readonly read: number;
  /** Standard deviation in ADC steps, 0..16. */
  readonly adc: number;
}

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
