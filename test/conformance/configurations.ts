import { arrays } from './array-configurations.js';
import { mvmu, output } from './configuration-of.js';
import { layersAlone } from './layer-configurations.js';
import type { MacroArrayConfig } from './macro-array-config.js';
import { mixedSignal } from './mixed-signal-configurations.js';
import { narrowings } from './narrowing-configurations.js';
import { noisy } from './noisy-configurations.js';
import { raellas } from './raella-configurations.js';

const shapes: readonly MacroArrayConfig[] = [
  mvmu('reduced', { rows: 24, columns: 16 }),
  mvmu('one', {
    rows: 1,
    columns: 1,
    weightBits: 2,
    cellBits: 1,
    inputBits: 1,
    signedInputs: false,
    adcBits: 1,
    output: output(2, 0, 'truncate', 'wrap'),
  }),
  mvmu('one_two_pass', {
    rows: 1,
    columns: 1,
    weightBits: 2,
    inputBits: 2,
    dacBits: 2,
    adcBits: 4,
    encoding: 'offset-flip',
    output: output(48, 47, 'half-away', 'saturate'),
  }),
  mvmu('one_pair', {
    rows: 1,
    columns: 1,
    weightBits: 2,
    cellBits: 1,
    inputBits: 2,
    adcBits: 1,
    encoding: 'differential',
    output: output(2, 0, 'half-even', 'saturate'),
  }),
  // Four columns of five need two of three ADCs; slices of 3, 3 and 1 bits; steps of 3, 3 and 1 bits, twice.
  mvmu('ragged_flip', {
    rows: 5,
    columns: 5,
    weightBits: 7,
    cellBits: 3,
    inputBits: 7,
    dacBits: 3,
    adcs: 3,
    adcBits: 16,
    encoding: 'offset-flip',
    output: output(48, 0, 'truncate', 'wrap'),
  }),
  mvmu('drop_low_flip', {
    columns: 4,
    weightBits: 9,
    cellBits: 4,
    inputBits: 13,
    dacBits: 4,
    adcs: 4,
    adcBits: 5,
    adcOverflow: 'drop-low',
    encoding: 'offset-flip',
  }),
  mvmu('drop_low_pair', {
    columns: 10,
    cellBits: 4,
    inputBits: 10,
    dacBits: 4,
    adcs: 4,
    adcBits: 5,
    adcOverflow: 'drop-low',
    encoding: 'differential',
    output: output(24, 6, 'half-up', 'saturate'),
  }),
  mvmu('drop_low_offset', {
    inputBits: 5,
    dacBits: 2,
    signedInputs: false,
    adcBits: 1,
    adcOverflow: 'drop-low',
  }),
  mvmu('one_bit_pair', { weightBits: 6, cellBits: 5, adcBits: 1, inputBits: 5, encoding: 'differential' }),
  mvmu('clipped_two_pass', { weightBits: 11, cellBits: 5, inputBits: 11, dacBits: 2, adcs: 7, adcBits: 6 }),
  mvmu('wide_adc', {
    weightBits: 16,
    cellBits: 5,
    adcBits: 16,
    output: output(48, 47, 'half-even', 'saturate'),
  }),
  mvmu('narrow_output', { inputBits: 3, adcs: 3, output: output(2, 0, 'half-up', 'wrap') }),
  mvmu('row_strip', {
    rows: 512,
    columns: 2,
    weightBits: 10,
    cellBits: 5,
    inputBits: 8,
    dacBits: 4,
    adcBits: 16,
    output: output(34, 0, 'truncate', 'saturate'),
  }),
  mvmu('column_strip', { rows: 2, columns: 512, weightBits: 4, inputBits: 3, adcs: 3, adcBits: 3 }),
];

/** Configurations of the arrays, each chosen for what it tells. */
export const configurations: readonly MacroArrayConfig[] = [
  ...shapes,
  ...narrowings,
  ...noisy,
  ...layersAlone,
  ...arrays,
  ...mixedSignal,
  ...raellas,
];
