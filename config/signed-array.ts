import type { Nonideal } from './nonideal.js';

/** One array of signed 2T2R cells with a signed, saturating read-out and no shift-and-add. */
export interface SignedArrayConfig {
  readonly system: 'signed-array';
  readonly name: string;
  readonly rows: number;
  /** Cell columns. */
  readonly columns: number;
  readonly cellBits: number;
  readonly dacBits: number;
  readonly adcs: number;
  readonly adcBits: number;
  readonly nonideal?: Nonideal;
}
