import type { MixedSignalArrayConfig, MixedSignalStyle } from '../../../config/mixed-signal-array.js';

const unit = (
  name: string,
  style: MixedSignalStyle,
  changes: Partial<MixedSignalArrayConfig>,
): MixedSignalArrayConfig => ({
  system: 'mixed-signal-array',
  name,
  style,
  rows: 9,
  columns: 7,
  weightBits: style === 'xnor-capacitor' ? 1 : 3,
  inputBits: style === 'xnor-capacitor' ? 1 : 4,
  adcs: 3,
  adcBits: 5,
  adcStep: 2,
  ...changes,
});

const least = { rows: 1, columns: 1, weightBits: 1, inputBits: 1, adcs: 1, adcBits: 1, adcStep: 0 };

/** Arrays of every style: ragged, the smallest, and wide. */
export const lintUnits: readonly MixedSignalArrayConfig[] = [
  unit('xnor_small', 'xnor-capacitor', { rows: 8 }),
  unit('xnor_one', 'xnor-capacitor', least),
  unit('xnor_wide', 'xnor-capacitor', { rows: 1152, columns: 64, adcs: 64, adcBits: 16, adcStep: 20 }),
  unit('multibit', 'multibit-capacitor', {}),
  unit('multibit_one', 'multibit-capacitor', least),
  unit('multibit_wide', 'multibit-capacitor', { rows: 130, weightBits: 8, inputBits: 8, adcBits: 16 }),
  unit('sram', 'bit-serial-sram', {}),
  unit('sram_one', 'bit-serial-sram', least),
  unit('sram_wide', 'bit-serial-sram', {
    columns: 9,
    weightBits: 8,
    inputBits: 8,
    adcs: 9,
    adcBits: 16,
    adcStep: 20,
  }),
  unit('ramp', 'resistive-ramp', {}),
  unit('ramp_one', 'resistive-ramp', least),
  unit('ramp_all', 'resistive-ramp', { weightBits: 4, inputBits: 8, adcs: 7, adcBits: 6, adcStep: 20 }),
  unit('ramp_single', 'resistive-ramp', { adcs: 1, inputBits: 1, adcBits: 2 }),
];
