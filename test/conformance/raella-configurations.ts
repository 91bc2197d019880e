import type { RaellaArrayConfig } from '../../config/raella-crossbar.js';
import { everyLayerOn, noise, raella } from './configuration-of.js';

/** Crossbars of RAELLA: layers with and without speculation and signs, then with non-idealities. */
export const raellas: readonly RaellaArrayConfig[] = [
  raella('raella_speculating', {}),
  raella('raella_narrow', {
    ...{ rows: 17, columns: 11, cellBits: 2, dacBits: 3, adcs: 3, adcBits: 4, speculation: [3, 3, 2] },
    layer: { slicing: [2, 2, 2, 2], speculate: true, signedInputs: true },
  }),
  raella('raella_plain', {
    columns: 16,
    adcs: 5,
    layer: { slicing: [1, 1, 1, 1, 1, 1, 1, 1], speculate: false, signedInputs: false },
  }),
  // A group that is not full, with a column that no filter owns.
  raella('raella_ragged', { rows: 9, columns: 13, adcs: 5, adcBits: 5 }),
  // One ADC of three bits: 1 and 2 alone are no bounds.
  raella('raella_one_adc', {
    ...{ rows: 5, columns: 4, adcs: 1, adcBits: 3, speculation: [4, 4] },
    layer: { slicing: [4, 4], speculate: true, signedInputs: false },
  }),
  // Flags that are wanted in the cycle in which they are set.
  raella('raella_one_group', {
    ...{ adcs: 10, adcBits: 4 },
    layer: { slicing: [1, 4, 3], speculate: true, signedInputs: false },
  }),
  raella('raella_eight', {
    ...{ rows: 4, columns: 17, cellBits: 1, dacBits: 1, adcs: 5, adcBits: 3 },
    speculation: [1, 1, 1, 1, 1, 1, 1, 1],
    layer: { slicing: [1, 1, 1, 1, 1, 1, 1, 1], speculate: true, signedInputs: true },
  }),
  // Nothing is clipped, and psums overflow.
  raella('raella_wide_adc', {
    ...{ rows: 8, columns: 12, adcs: 7, adcBits: 12 },
    layer: { slicing: [4, 2, 2], speculate: true, signedInputs: true },
  }),
  raella('raella_plain_signed', {
    ...{ columns: 12, adcBits: 3 },
    layer: { slicing: [3, 2, 3], speculate: false, signedInputs: true },
  }),
  raella('raella_layers', {
    layer: { slicing: [4, 4], speculate: true, signedInputs: true },
    nonideal: noise({ ...everyLayerOn, seed: 33 }),
  }),
];
