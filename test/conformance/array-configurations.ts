import { array, everyLayerOn, noise } from './configuration-of.js';
import type { MacroArrayConfig } from './macro-array-config.js';

/** Signed arrays. */
export const arrays: readonly MacroArrayConfig[] = [
  array('array_reduced', { rows: 48, columns: 16 }),
  array('array_one', { rows: 1, columns: 1, cellBits: 1, dacBits: 1, adcs: 1, adcBits: 1 }),
  array('array_ragged', { rows: 5, columns: 11, cellBits: 3, dacBits: 3, adcs: 3, adcBits: 16 }),
  array('array_one_bit', { adcs: 7, adcBits: 1 }),
  array('array_rows', { rows: 512, columns: 3, adcs: 1, adcBits: 12 }),
  array('array_columns', { rows: 3, columns: 512, cellBits: 2, dacBits: 1, adcs: 5, adcBits: 3 }),
  array('array_noise', {
    adcs: 2,
    adcBits: 9,
    nonideal: noise({ programming: 0.1, read: 0.2, adc: 2, seed: 3 }),
  }),
  array('array_noise_adc', { adcBits: 5, nonideal: noise({ adc: 3, seed: 4 }) }),
  array('array_layers', { adcs: 3, adcBits: 9, nonideal: noise({ ...everyLayerOn, seed: 6 }) }),
];
