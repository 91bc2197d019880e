import type { Nonideal } from './nonideal.js';

/** What the unit element is and how a column is read; see docs/mixed-signal-arrays.md. */
export const mixedSignalStyles = [
  'xnor-capacitor',
  'multibit-capacitor',
  'bit-serial-sram',
  'resistive-ramp',
] as const;
export type MixedSignalStyle = (typeof mixedSignalStyles)[number];

/** An array of the mixed-signal paper: weights stationary, an analog sum down each column, a convert, digital
 *  accumulation. Every default filled in. */
export interface MixedSignalArrayConfig {
  readonly system: 'mixed-signal-array';
  readonly name: string;
  readonly style: MixedSignalStyle;
  /** Word lines N. */
  readonly rows: number;
  /** Outputs M. */
  readonly columns: number;
  readonly weightBits: number;
  readonly inputBits: number;
  /** Outputs converted at a time. */
  readonly adcs: number;
  readonly adcBits: number;
  /** k: a step of the converter is 2^k levels. */
  readonly adcStep: number;
  readonly nonideal?: Nonideal;
}
