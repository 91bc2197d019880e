import type { ArrayConfig } from '../../config/systems.js';
import { mvmu, noise } from './configuration-of.js';

/** Each kind of noise alone, and together. */
export const noisy: readonly ArrayConfig[] = [
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
];
