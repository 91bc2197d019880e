import { everyLayerOn, mvmu, noise } from './configuration-of.js';
import type { MacroArrayConfig } from './macro-array-config.js';

/** Each layer alone, and together. */
export const noisy: readonly MacroArrayConfig[] = [
  mvmu('noise_programming', { inputBits: 4, adcBits: 6, nonideal: noise({ programming: 0.2 }) }),
  mvmu('noise_read', {
    inputBits: 4,
    adcs: 2,
    adcBits: 7,
    encoding: 'differential',
    nonideal: noise({ read: 0.3, seed: 0xffffffff }),
  }),
  mvmu('noise_adc', {
    inputBits: 5,
    dacBits: 2,
    adcBits: 5,
    adcOverflow: 'drop-low',
    encoding: 'offset-flip',
    nonideal: noise({ adc: 1.5, seed: 7 }),
  }),
  // Top slices narrower than the others: of 1 and of 2 bits.
  mvmu('noise_all', {
    weightBits: 7,
    cellBits: 3,
    inputBits: 6,
    adcs: 3,
    encoding: 'offset-flip',
    nonideal: noise({ programming: 0.1, read: 0.1, adc: 0.5, seed: 11 }),
  }),
  mvmu('noise_all_pair', {
    weightBits: 9,
    cellBits: 3,
    inputBits: 5,
    dacBits: 3,
    adcs: 7,
    adcBits: 6,
    adcOverflow: 'drop-low',
    encoding: 'differential',
    nonideal: noise({ programming: 1, read: 1, adc: 16, seed: 12 }),
  }),
  mvmu('layers_all', {
    weightBits: 7,
    cellBits: 3,
    inputBits: 6,
    dacBits: 3,
    adcs: 3,
    adcBits: 8,
    encoding: 'offset-flip',
    nonideal: noise({ ...everyLayerOn, offCurrent: 'reference', seed: 24 }),
  }),
  mvmu('layers_all_pair', {
    weightBits: 8,
    cellBits: 3,
    inputBits: 5,
    adcs: 2,
    adcBits: 8,
    encoding: 'differential',
    nonideal: noise({ ...everyLayerOn, seed: 25 }),
  }),
  // Column sums beyond 32 bits.
  mvmu('layers_wide', {
    rows: 512,
    columns: 2,
    weightBits: 5,
    cellBits: 5,
    inputBits: 4,
    dacBits: 4,
    signedInputs: false,
    adcBits: 12,
    adcOverflow: 'drop-low',
    nonideal: noise({ programming: 1, onOffRatio: 2, read: 1, seed: 26 }),
  }),
];
