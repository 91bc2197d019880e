import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { TestbenchShape } from '../common/testbench-shape.js';
import { mixedSignalGeometry } from './geometry.js';

/** The pins of a configuration's design. */
export function mixedSignalTestbench(config: MixedSignalArrayConfig): TestbenchShape {
  const { rows, columns, weightBits, inputBits, style } = config;
  const ramps = { signal: 'ramps', width: 32, noun: 'counts of comparisons' };
  return {
    ...{ rows, columns, slices: 1, sliced: false },
    dataBits: columns * weightBits,
    inputBits,
    outputBits: mixedSignalGeometry(config).resultBits,
    ...(style === 'resistive-ramp' ? { beside: ramps } : {}),
  };
}
