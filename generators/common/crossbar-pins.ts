import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { bits, bool, input, output, uint, uintBelow } from '../../hdl-dsl/index.js';

/** Digital pins of the analog macro `<name>_xbar`; the table in docs/mvmu.md tells what they do.
 *
 *  @param numbered the design has several macro units, and a pin tells each its number */
export function crossbarPins(config: PumaMvmuConfig | SignedArrayConfig, numbered = false) {
  const signed = config.system === 'signed-array' || config.encoding === 'differential';
  const cellWidth = signed ? config.cellBits + 1 : config.cellBits;
  return {
    ...(numbered ? { macro: input(uint(8)) } : {}),
    progEn: input(bool),
    progRow: input(uintBelow(config.rows)),
    progData: input(bits(config.columns * cellWidth)),
    rowCode: input(bits(config.rows * config.dacBits)),
    sample: input(bool),
    sampleOperation: input(uint(32)),
    samplePass: input(bool),
    sampleStep: input(uint(8)),
    column: input(uintBelow(config.columns)),
    convert: input(bool),
    code: output(bits(config.adcs * config.adcBits)),
    done: output(bool),
  };
}
