import type { Nonideal } from '../../../config/nonideal.js';
import { array, mixed, mvmu, noise, raella } from '../configuration-of.js';
import type { MacroConfig } from './macro-case.js';

/** Every style of macro, small, with odd sizes. */
export const styles: Readonly<Record<string, (name: string, nonideal?: Nonideal) => MacroConfig>> = {
  single: (name, nonideal) => mvmu(name, { adcs: 2, adcBits: 5, ...given(nonideal) }),
  flip: (name, nonideal) =>
    mvmu(name, {
      dacBits: 2,
      adcBits: 5,
      adcOverflow: 'drop-low',
      encoding: 'offset-flip',
      ...given(nonideal),
    }),
  differential: (name, nonideal) =>
    mvmu(name, { adcs: 2, adcBits: 6, encoding: 'differential', ...given(nonideal) }),
  signed: (name, nonideal) => array(name, { adcs: 3, adcBits: 7, ...given(nonideal) }),
  raella: (name, nonideal) => raella(name, given(nonideal)),
  xnor: (name, nonideal) => mixed(name, 'xnor-capacitor', given(nonideal)),
  multibit: (name, nonideal) => mixed(name, 'multibit-capacitor', { adcStep: 5, ...given(nonideal) }),
  serial: (name, nonideal) => mixed(name, 'bit-serial-sram', { adcStep: 0, ...given(nonideal) }),
  ramp: (name, nonideal) => mixed(name, 'resistive-ramp', { adcStep: 2, ...given(nonideal) }),
};

/** Each layer at a strength that shows: alone, or where another one takes its effect away, with a third. */
export const layers: Readonly<Record<string, Partial<Nonideal>>> = {
  stuck_off: { stuckOff: 0.2 },
  stuck_on: { stuckOn: 0.15 },
  programming: { programming: 0.2 },
  drift: { driftTime: 1e5, driftExponent: 0.05 },
  off_kept: { onOffRatio: 20 },
  // Off-currents cancel in pairs and against a reference column, drift against replica cells; but not with these beside.
  off_pair: { onOffRatio: 2, read: 0.4 },
  off_reference: { onOffRatio: 8, offCurrent: 'reference', irDrop: 0.3 },
  drift_replica: { driftTime: 1e5, driftExponent: 0.05, stuckOn: 0.15 },
  ir_drop: { irDrop: 0.3 },
  mismatch: { capacitorMismatch: 0.3 },
  read: { read: 0.3 },
  adc: { adc: 1.5 },
  comparator: { comparator: 1.5 },
};

const everyKind = ['stuck_off', 'stuck_on', 'read', 'adc', 'comparator'];
const resistive = [...everyKind, 'programming', 'ir_drop'];
const single = [...resistive, 'drift', 'off_kept', 'off_reference'];
const pair = [...resistive, 'drift', 'off_pair'];
const capacitive = [...everyKind, 'mismatch'];

/** Layers that each style has. */
export const layersOf: Readonly<Record<string, readonly string[]>> = {
  single,
  flip: single,
  differential: pair,
  signed: pair,
  raella: pair,
  xnor: capacitive,
  multibit: capacitive,
  serial: capacitive,
  ramp: [...resistive, 'drift_replica', 'off_kept', 'off_reference'],
};

/** All layers of a style together. */
export function together(style: string, seed: number): Nonideal {
  return noise(Object.assign({ seed }, ...layersOf[style]!.map((layer) => layers[layer]!)));
}

function given(nonideal: Nonideal | undefined): { nonideal?: Nonideal } {
  return nonideal === undefined ? {} : { nonideal };
}

const one = { rows: 1, columns: 1, adcs: 1 };

/** Ideal macros at the ends of sizes and widths, each by itself. */
export const edges: readonly MacroConfig[] = [
  mixed('xnor_one', 'xnor-capacitor', { ...one, adcBits: 1, adcStep: 0 }),
  mixed('xnor_words', 'xnor-capacitor', { rows: 65, columns: 3, adcBits: 1, adcStep: 0 }),
  mixed('xnor_rows', 'xnor-capacitor', { rows: 1152, columns: 2, adcs: 2, adcBits: 8, adcStep: 2 }),
  mixed('multibit_one', 'multibit-capacitor', {
    ...one,
    weightBits: 1,
    inputBits: 1,
    adcBits: 1,
    adcStep: 0,
  }),
  mixed('multibit_rows', 'multibit-capacitor', {
    ...{ rows: 1152, columns: 2, adcs: 1, weightBits: 8, inputBits: 8, adcBits: 16, adcStep: 10 },
  }),
  mixed('serial_wide', 'bit-serial-sram', {
    rows: 64,
    columns: 5,
    adcs: 2,
    weightBits: 8,
    adcBits: 7,
    adcStep: 0,
  }),
  mixed('serial_one', 'bit-serial-sram', { ...one, weightBits: 1, inputBits: 1, adcBits: 1, adcStep: 0 }),
  mixed('ramp_one', 'resistive-ramp', { ...one, weightBits: 1, inputBits: 1, adcBits: 1, adcStep: 0 }),
  mixed('ramp_wide', 'resistive-ramp', {
    rows: 129,
    columns: 5,
    adcs: 5,
    weightBits: 4,
    adcBits: 6,
    adcStep: 5,
  }),
];

/** Column sums beyond 32 bits, levels beyond 16 bits. */
export const wide: readonly MacroConfig[] = [
  mixed('multibit_wide', 'multibit-capacitor', {
    ...{ rows: 1152, columns: 3, adcs: 2, weightBits: 8, inputBits: 8, adcBits: 16, adcStep: 11 },
    nonideal: noise({ capacitorMismatch: 0.5, read: 1, adc: 16, seed: 91 }),
  }),
  mixed('ramp_steps', 'resistive-ramp', {
    ...{ rows: 33, columns: 3, adcs: 2, weightBits: 4, adcBits: 5, adcStep: 5 },
    nonideal: noise({ programming: 1, onOffRatio: 2, comparator: 2, seed: 92 }),
  }),
  mvmu('single_wide', {
    ...{ rows: 512, columns: 3, weightBits: 5, cellBits: 5, inputBits: 4, dacBits: 4, adcBits: 12 },
    adcOverflow: 'drop-low',
    nonideal: noise({ programming: 1, onOffRatio: 2, read: 1, stuckOn: 0.9, seed: 93 }),
  }),
];
