import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import type { ProgramShape } from './program/random-machine.js';

/** How long random programs get: a core's or a tile's. */
export function shapeOf(config: PumaMachineConfig): ProgramShape {
  return config.system === 'puma-core'
    ? { pieces: 24, cycles: 3000 }
    : { pieces: 30 * config.cores, cycles: 2500 };
}
