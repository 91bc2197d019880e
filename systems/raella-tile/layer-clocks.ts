import { operations } from '../../config/raella/configuration-map.js';
import type { LayerProgram } from '../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { outputShape } from './tile-phase.js';

/** Clocks after which a layer that still runs hangs: a few for each element and output of a window, and every conversion
 *  of every step, several times over. */
export function layerClocks(config: RaellaTileConfig, program: LayerProgram): number {
  const { registers } = program;
  const { rows, columns, channels } = outputShape(program);
  const elements = registers.kernelHeight * registers.kernelWidth * registers.inChannels;
  const passes = registers.signedInputs === 1 ? 2 : 1;
  const steps = registers.speculate === 1 ? 8 + config.speculation.length : 8;
  const conversions =
    registers.operation === operations.matrix
      ? passes * steps * (Math.ceil(config.columns / config.adcs) + 4)
      : 0;
  // A max-pool walks its window for each channel, or all channels at once.
  return 4 * rows * columns * (4 * elements + conversions + 4 * channels + config.rows + 64) + 256;
}
