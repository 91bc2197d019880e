import { array, mixed, mvmu, noise, raella } from './configuration-of.js';
import type { MacroArrayConfig } from './macro-array-config.js';

/** Layers alone inside a design. On Verilator `macros/` runs every layer alone in every style, in fewer builds. */
export const layersAlone: readonly MacroArrayConfig[] = [
  mvmu('layer_stuck', {
    weightBits: 7,
    cellBits: 3,
    inputBits: 4,
    adcs: 2,
    encoding: 'offset-flip',
    nonideal: noise({ stuckOff: 0.2, stuckOn: 0.1, seed: 21 }),
  }),
  mvmu('layer_drift', {
    inputBits: 4,
    adcBits: 8,
    encoding: 'differential',
    nonideal: noise({ driftTime: 1e5, driftExponent: 0.05, seed: 22 }),
  }),
  mvmu('layer_off_kept', { inputBits: 4, adcs: 3, nonideal: noise({ onOffRatio: 20 }) }),
  mvmu('layer_off_pair', {
    inputBits: 4,
    adcs: 3,
    encoding: 'differential',
    nonideal: noise({ onOffRatio: 5 }),
  }),
  mvmu('layer_off_reference', {
    inputBits: 5,
    dacBits: 2,
    adcBits: 6,
    adcOverflow: 'drop-low',
    encoding: 'offset-flip',
    nonideal: noise({ onOffRatio: 8, offCurrent: 'reference' }),
  }),
  mvmu('layer_ir_drop', { rows: 11, inputBits: 4, adcs: 4, nonideal: noise({ irDrop: 0.4 }) }),
  mvmu('layer_comparator', {
    inputBits: 4,
    adcBits: 4,
    adcOverflow: 'drop-low',
    nonideal: noise({ comparator: 1.2, seed: 23 }),
  }),
  array('array_stuck', { adcs: 2, nonideal: noise({ stuckOff: 0.1, stuckOn: 0.1, seed: 5 }) }),
  array('array_off', { adcBits: 9, nonideal: noise({ onOffRatio: 20 }) }),
  raella('raella_stuck', { adcBits: 5, nonideal: noise({ stuckOff: 0.1, stuckOn: 0.05, seed: 31 }) }),
  raella('raella_off', { nonideal: noise({ onOffRatio: 20, read: 0.12, seed: 32 }) }),
  mixed('mixed_xnor_stuck', 'xnor-capacitor', { nonideal: noise({ stuckOff: 0.2, stuckOn: 0.1, seed: 51 }) }),
  mixed('mixed_multibit_mismatch', 'multibit-capacitor', {
    adcStep: 5,
    nonideal: noise({ capacitorMismatch: 0.2, seed: 52 }),
  }),
  mixed('mixed_serial_comparator', 'bit-serial-sram', {
    adcStep: 0,
    nonideal: noise({ comparator: 1, seed: 53 }),
  }),
  mixed('mixed_ramp_comparator', 'resistive-ramp', {
    adcStep: 2,
    nonideal: noise({ comparator: 1, seed: 54 }),
  }),
  mixed('mixed_ramp_drift', 'resistive-ramp', {
    adcStep: 2,
    nonideal: noise({ driftTime: 1e5, driftExponent: 0.1, stuckOn: 0.1, seed: 55 }),
  }),
];
