import type { PumaMvmuConfig } from '../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../config/signed-array.js';

/** Smallest and largest value, both allowed. */
export interface ElementRange {
  readonly min: number;
  readonly max: number;
}

/** Weights that the cells can hold.
 *
 *  Offset encodings -2^(n-1) .. 2^(n-1)-1, differential -(2^(n-1)-1) .. 2^(n-1)-1 (n = weightBits);
 *  signed array -(2^c-1) .. 2^c-1 (c = cellBits). */
export function weightRange(config: PumaMvmuConfig | SignedArrayConfig): ElementRange {
  if (config.system === 'signed-array') {
    const max = 2 ** config.cellBits - 1;
    return { min: -max, max };
  }
  const max = 2 ** (config.weightBits - 1) - 1;
  return { min: config.encoding === 'differential' ? -max : -max - 1, max };
}

/** Inputs that the input registers can hold: -2^(m-1) .. 2^(m-1)-1 signed, 0 .. 2^m-1 unsigned (m = inputBits,
 *  or dacBits of a signed array, whose inputs are unsigned). */
export function inputRange(config: PumaMvmuConfig | SignedArrayConfig): ElementRange {
  if (config.system === 'signed-array') return { min: 0, max: 2 ** config.dacBits - 1 };
  if (!config.signedInputs) return { min: 0, max: 2 ** config.inputBits - 1 };
  const half = 2 ** (config.inputBits - 1);
  return { min: -half, max: half - 1 };
}
