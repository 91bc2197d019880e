import type { Config } from '../config/systems.js';
import type { System } from './system.js';

/** Systems as `crossweave list` shows them. */
export const systemCatalogue: readonly { readonly name: Config['system']; readonly summary: string }[] = [
  {
    name: 'puma-mvmu',
    summary: 'matrix-vector unit of PUMA: bit-sliced crossbars, bit-streamed inputs, shift-and-add',
  },
  {
    name: 'signed-array',
    summary: 'one array of signed 2T2R cells with a saturating read-out and no shift-and-add',
  },
];

/** Calls `use` with a configuration and its system, both of one type. Only that system is loaded, so that commands
 *  start fast. */
export async function withSystem<R>(
  config: Config,
  use: <C extends Config>(system: System<C>, config: C) => R | Promise<R>,
): Promise<R> {
  switch (config.system) {
    case 'puma-mvmu':
      return use((await import('./puma-mvmu/index.js')).pumaMvmu, config);
    case 'signed-array':
      return use((await import('./signed-array/index.js')).signedArray, config);
  }
}
