import { bits, bool, input, output, uint, uintBelow } from '../../hdl-dsl/index.js';
import { type CrossbarConfig, crossbarChain } from './crossbar-chain.js';

/** Digital pins of the analog macro `<name>_xbar`; the table in docs/analog-macros.md tells what they do.
 *
 *  @param numbered the design has several macro units, and a pin tells each its number */
export function crossbarPins(config: CrossbarConfig, numbered = false) {
  const { planes, gatedAdcs } = crossbarChain(config);
  return {
    ...(numbered ? { macro: input(uint(8)) } : {}),
    progEn: input(bool),
    progRow: input(uintBelow(config.rows)),
    progData: input(bits(config.columns * planes)),
    rowCode: input(bits(config.rows * config.dacBits)),
    sample: input(bool),
    sampleOperation: input(uint(32)),
    samplePass: input(bool),
    sampleStep: input(uint(8)),
    column: input(uintBelow(config.columns)),
    convert: input(bool),
    ...(gatedAdcs ? { convertEnable: input(bits(config.adcs)) } : {}),
    code: output(bits(config.adcs * config.adcBits)),
    done: output(bool),
  };
}
