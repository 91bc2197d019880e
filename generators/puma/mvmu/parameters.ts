import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import type { MvmuGeometry } from './geometry.js';

/** Parameters of the parts of a unit, from its configuration. */

export function stepPlan(config: PumaMvmuConfig, geometry: MvmuGeometry) {
  return {
    steps: geometry.steps,
    passes: geometry.passes,
    dacBits: config.dacBits,
    signedInputs: config.signedInputs,
  };
}

export function inputSumParameters(config: PumaMvmuConfig, geometry: MvmuGeometry) {
  const perPlane = config.output.rounding === 'per-plane';
  return {
    unit: config.name,
    rows: config.rows,
    ...stepPlan(config, geometry),
    rowSumBits: geometry.rowSumBits,
    inputSumBits: geometry.inputSumBits,
    atCodes: config.encoding === 'offset-flip',
    atSums: perPlane,
    total: !perPlane,
  };
}

export function shiftAddParameters(config: PumaMvmuConfig, geometry: MvmuGeometry) {
  return {
    unit: config.name,
    cellBits: config.cellBits,
    sliceBits: [...geometry.sliceBits],
    adcBits: config.adcBits,
    signedCodes: geometry.differential,
    dropShift: geometry.dropShift,
    flip: config.encoding === 'offset-flip',
    rowSumBits: geometry.rowSumBits,
    valueBits: [...geometry.valueBits],
    sumBits: geometry.sumBits,
  };
}

export function accumulatorParameters(config: PumaMvmuConfig, geometry: MvmuGeometry, shiftBits: number) {
  return {
    unit: config.name,
    groups: geometry.groups,
    planes: geometry.planes,
    sumBits: geometry.sumBits,
    shiftBits,
    signedInputs: config.signedInputs,
    offset: config.encoding !== 'differential',
    weightBits: config.weightBits,
    rowSumBits: geometry.rowSumBits,
    inputSumBits: geometry.inputSumBits,
    planeBits: geometry.planeBits,
    accumulatorBits: geometry.accumulatorBits,
    resultBits: geometry.resultBits,
    bits: config.output.bits,
    fraction: config.output.fraction,
    rounding: config.output.rounding,
    overflow: config.output.overflow,
  };
}
