import type { Nonideal, OutputFormat, PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import type { Config } from '../../config/systems.js';
import { mvmuConfig, signedArrayConfig } from '../support/exact-mvmu.js';

const output = (
  bits: number,
  fraction: number,
  rounding: OutputFormat['rounding'],
  overflow: OutputFormat['overflow'],
): OutputFormat => ({ bits, fraction, rounding, overflow });

const mvmu = (name: string, changes: Partial<PumaMvmuConfig>): PumaMvmuConfig =>
  mvmuConfig({ name, rows: 9, columns: 7, ...changes });

const array = (name: string, changes: Partial<SignedArrayConfig>): SignedArrayConfig =>
  signedArrayConfig({ name, rows: 9, columns: 7, ...changes });

const noise = (changes: Partial<Nonideal>): Nonideal => ({
  seed: 1,
  programming: 0,
  read: 0,
  adc: 0,
  ...changes,
});

/** A unit that is small in every way, lossless with 4-bit ADCs. */
const tiny = { rows: 5, columns: 4, weightBits: 4, inputBits: 4, adcBits: 4 } as const;

/** Each rounding with each overflow, at widths at which outputs both tie and overflow. */
const narrowings: readonly Config[] = [
  mvmu('truncate_wrap', { ...tiny, output: output(5, 2, 'truncate', 'wrap') }),
  mvmu('truncate_saturate', {
    ...tiny,
    encoding: 'offset-flip',
    output: output(6, 1, 'truncate', 'saturate'),
  }),
  mvmu('half_up_wrap', { ...tiny, signedInputs: false, output: output(6, 2, 'half-up', 'wrap') }),
  mvmu('half_up_saturate', {
    ...tiny,
    encoding: 'differential',
    adcBits: 5,
    output: output(5, 1, 'half-up', 'saturate'),
  }),
  mvmu('half_even_wrap', {
    ...tiny,
    encoding: 'differential',
    adcBits: 5,
    output: output(4, 2, 'half-even', 'wrap'),
  }),
  mvmu('half_even_saturate', { ...tiny, adcs: 4, output: output(6, 1, 'half-even', 'saturate') }),
  mvmu('half_away_wrap', { ...tiny, adcs: 3, output: output(5, 3, 'half-away', 'wrap') }),
  mvmu('half_away_saturate', {
    ...tiny,
    dacBits: 3,
    adcBits: 7,
    encoding: 'offset-flip',
    output: output(7, 2, 'half-away', 'saturate'),
  }),
  mvmu('per_plane_offset', { ...tiny, output: output(6, 3, 'per-plane', 'wrap') }),
  mvmu('per_plane_flip', {
    rows: 17,
    columns: 3,
    adcs: 2,
    signedInputs: false,
    inputBits: 8,
    dacBits: 3,
    encoding: 'offset-flip',
    output: output(12, 14, 'per-plane', 'wrap'),
  }),
  mvmu('per_plane_pair', {
    ...tiny,
    encoding: 'differential',
    adcBits: 3,
    output: output(48, 1, 'per-plane', 'wrap'),
  }),
];

const shapes: readonly Config[] = [
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

const noisy: readonly Config[] = [
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

const arrays: readonly Config[] = [
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
];

/** Configurations of both systems, each chosen for what it tells. */
export const matrixUnits: readonly Config[] = [...shapes, ...narrowings, ...noisy];
export const signedArrays: readonly Config[] = arrays;
export const configurations: readonly Config[] = [...matrixUnits, ...signedArrays];
