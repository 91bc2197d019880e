import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { crossbarChain } from '../../common/crossbar-chain.js';
import type { TestbenchShape } from '../../common/testbench-shape.js';

/** The pins of a unit by itself. */
export function mvmuTestbench(config: PumaMvmuConfig): TestbenchShape {
  const { rows, columns, inputBits, output } = config;
  const { planes, sliceBits } = crossbarChain(config);
  return {
    ...{ rows, columns, slices: sliceBits.length, sliced: true },
    dataBits: columns * planes,
    inputBits,
    outputBits: output.bits,
  };
}
