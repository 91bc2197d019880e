import type { Nonideal } from '../../../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../../../config/signed-array.js';

/** The matrix unit's default configuration with some keys changed. */
export function pumaConfig(changes: Partial<PumaMvmuConfig> = {}): PumaMvmuConfig {
  return {
    system: 'puma-mvmu',
    name: 'dut',
    rows: 128,
    columns: 128,
    weightBits: 16,
    cellBits: 2,
    inputBits: 16,
    signedInputs: true,
    dacBits: 1,
    adcs: 1,
    adcBits: 9,
    adcOverflow: 'saturate',
    encoding: 'offset',
    output: { bits: 16, fraction: 12, rounding: 'half-even', overflow: 'saturate' },
    ...changes,
  };
}

/** A small signed array with some keys changed. */
export function signedConfig(changes: Partial<SignedArrayConfig> = {}): SignedArrayConfig {
  return {
    system: 'signed-array',
    name: 'dut',
    rows: 9,
    columns: 5,
    cellBits: 4,
    dacBits: 4,
    adcs: 1,
    adcBits: 7,
    ...changes,
  };
}

export const noise = (changes: Partial<Nonideal> = {}): Nonideal => ({
  seed: 77,
  programming: 0,
  read: 0,
  adc: 0,
  ...changes,
});
