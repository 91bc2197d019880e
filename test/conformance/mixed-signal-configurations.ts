import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { everyLayerOn, mixed, noise } from './configuration-of.js';

const one = { rows: 1, columns: 1, adcs: 1, adcBits: 1, adcStep: 0 };
const capacitorsOn = {
  stuckOff: 0.05,
  stuckOn: 0.05,
  capacitorMismatch: 0.2,
  read: 0.2,
  adc: 0.5,
  comparator: 0.4,
};

/** Mixed-signal arrays of every style: sizes and widths, then all layers. */
export const mixedSignal: readonly MixedSignalArrayConfig[] = [
  mixed('mixed_xnor', 'xnor-capacitor', {}),
  mixed('mixed_xnor_one', 'xnor-capacitor', one),
  mixed('mixed_xnor_sign', 'xnor-capacitor', { rows: 65, adcs: 2, adcBits: 1, adcStep: 0 }),
  mixed('mixed_multibit', 'multibit-capacitor', { adcStep: 5 }),
  mixed('mixed_multibit_one', 'multibit-capacitor', { ...one, weightBits: 1, inputBits: 1 }),
  mixed('mixed_multibit_rows', 'multibit-capacitor', {
    ...{ rows: 1152, columns: 2, adcs: 1, weightBits: 8, inputBits: 8, adcBits: 16, adcStep: 11 },
  }),
  mixed('mixed_serial', 'bit-serial-sram', { adcStep: 0 }),
  mixed('mixed_serial_one', 'bit-serial-sram', { ...one, weightBits: 1, inputBits: 1 }),
  mixed('mixed_serial_wide', 'bit-serial-sram', {
    ...{ rows: 33, columns: 5, adcs: 5, weightBits: 8, inputBits: 8, adcBits: 4, adcStep: 1 },
  }),
  mixed('mixed_ramp', 'resistive-ramp', { adcStep: 2 }),
  mixed('mixed_ramp_one', 'resistive-ramp', { ...one, weightBits: 1, inputBits: 1 }),
  mixed('mixed_ramp_wide', 'resistive-ramp', {
    ...{ rows: 33, columns: 5, adcs: 5, weightBits: 4, inputBits: 8, adcBits: 6, adcStep: 3 },
  }),
  mixed('mixed_xnor_all', 'xnor-capacitor', { rows: 70, nonideal: noise({ ...capacitorsOn, seed: 56 }) }),
  mixed('mixed_multibit_all', 'multibit-capacitor', {
    adcStep: 5,
    nonideal: noise({ ...capacitorsOn, seed: 57 }),
  }),
  mixed('mixed_serial_all', 'bit-serial-sram', {
    adcStep: 0,
    nonideal: noise({ ...capacitorsOn, seed: 58 }),
  }),
  mixed('mixed_ramp_all', 'resistive-ramp', {
    adcStep: 2,
    nonideal: noise({ ...everyLayerOn, offCurrent: 'reference', seed: 59 }),
  }),
];
