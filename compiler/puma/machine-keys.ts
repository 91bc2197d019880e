import { machineGeometry } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';

/** What of a configuration gives an image its meaning, by key: field widths, addresses, memories, the units of words and
 *  weights. Lanes, ADCs and timing change none of it. */
export function machineKeys(config: PumaMachineConfig): Readonly<Record<string, number | string>> {
  const { cores, registers, vectorWidthBits } = machineGeometry(config);
  const { system, dimension, mvmus, instructions, fraction, memory, mvmu } = config;
  return {
    system,
    cores,
    dimension,
    mvmus,
    registers,
    instructions,
    vectorWidthBits,
    fraction,
    'mvmu.weightBits': mvmu.weightBits,
    'memory.words': memory.words,
    'memory.countBits': memory.countBits,
    ...(config.system === 'puma-tile'
      ? { 'tile.instructions': config.tile.instructions, 'tile.fifos': config.tile.fifos }
      : {}),
  };
}
