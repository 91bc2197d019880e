import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { bits, bool, input, output, uint, uintBelow } from '../../hdl-dsl/index.js';
import { mixedSignalChain } from './chain.js';

/** Digital pins of the analog macro `<name>_xbar` of a converting style; docs/analog-macros.md tells what they do. */
export function converterPins(config: MixedSignalArrayConfig) {
  const { lanes } = mixedSignalChain(config);
  return { ...arrayPins(config), convert: input(bool), code: output(bits(lanes * config.adcBits)) };
}

/** Those of `resistive-ramp`, whose columns are compared with thresholds. */
export function rampPins(config: MixedSignalArrayConfig) {
  return {
    ...arrayPins(config),
    compare: input(bool),
    threshold: input(bits(config.adcBits)),
    above: output(bits(config.adcs)),
  };
}

function arrayPins(config: MixedSignalArrayConfig) {
  const { rows, columns, cellBits, rowBits } = mixedSignalChain(config);
  return {
    progEn: input(bool),
    progRow: input(uintBelow(rows)),
    progData: input(bits(columns * cellBits)),
    rowCode: input(bits(rows * rowBits)),
    sample: input(bool),
    sampleOperation: input(uint(32)),
    samplePass: input(bool),
    sampleStep: input(uint(8)),
    column: input(uintBelow(config.columns)),
    done: output(bool),
  };
}
