import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { Nonideal } from '../../config/nonideal.js';
import type { OutputFormat, PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { RaellaArrayConfig } from '../../config/raella-crossbar.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { mvmuConfig, signedArrayConfig } from '../support/exact-mvmu.js';

export const output = (
  bits: number,
  fraction: number,
  rounding: OutputFormat['rounding'],
  overflow: OutputFormat['overflow'],
): OutputFormat => ({ bits, fraction, rounding, overflow });

export const mvmu = (name: string, changes: Partial<PumaMvmuConfig>): PumaMvmuConfig =>
  mvmuConfig({ name, rows: 9, columns: 7, ...changes });

export const array = (name: string, changes: Partial<SignedArrayConfig>): SignedArrayConfig =>
  signedArrayConfig({ name, rows: 9, columns: 7, ...changes });

/** A mixed-signal array with an uneven last group. */
export const mixed = (
  name: string,
  style: MixedSignalArrayConfig['style'],
  changes: Partial<MixedSignalArrayConfig> = {},
): MixedSignalArrayConfig => ({
  system: 'mixed-signal-array',
  name,
  style,
  rows: 9,
  columns: 7,
  weightBits: style === 'xnor-capacitor' ? 1 : 3,
  inputBits: style === 'xnor-capacitor' ? 1 : 4,
  adcs: 3,
  adcBits: 4,
  adcStep: 1,
  ...changes,
});

/** A crossbar of RAELLA that speculates, with a column that no filter uses. */
export const raella = (name: string, changes: Partial<RaellaArrayConfig> = {}): RaellaArrayConfig => ({
  system: 'raella-crossbar',
  name,
  rows: 13,
  columns: 10,
  cellBits: 4,
  dacBits: 4,
  adcs: 2,
  adcBits: 7,
  speculation: [4, 2, 2],
  layer: { slicing: [4, 2, 2], speculate: true, signedInputs: false },
  ...changes,
});

export const noise = (changes: Partial<Nonideal>): Nonideal => ({
  seed: 1,
  programming: 0,
  read: 0,
  adc: 0,
  ...changes,
});

/** All layers of resistive arrays, at strengths that show. */
export const everyLayerOn: Partial<Nonideal> = {
  stuckOff: 0.05,
  stuckOn: 0.04,
  programming: 0.1,
  driftTime: 1000,
  driftExponent: 0.03,
  onOffRatio: 25,
  irDrop: 0.1,
  read: 0.1,
  adc: 0.5,
  comparator: 0.4,
};
