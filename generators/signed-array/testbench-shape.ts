import type { SignedArrayConfig } from '../../config/signed-array.js';
import { crossbarChain } from '../common/crossbar-chain.js';
import type { TestbenchShape } from '../common/testbench-shape.js';

/** The pins of a configuration's design. */
export function signedArrayTestbench(config: SignedArrayConfig): TestbenchShape {
  const { rows, columns, dacBits, adcBits } = config;
  return {
    ...{ rows, columns, slices: 1, sliced: false },
    dataBits: columns * crossbarChain(config).planes,
    inputBits: dacBits,
    outputBits: adcBits,
    beside: { signal: 'out_saturated', width: 1, noun: 'flags of saturation' },
  };
}
