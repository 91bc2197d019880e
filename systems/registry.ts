import type { ArrayConfig, Config, PhasedConfig } from '../config/systems.js';
import type { ArraySystem, PhasedSystem, PhasedUnit, System, Unit } from './system.js';

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
  {
    name: 'raella-crossbar',
    summary: 'crossbar of RAELLA: centred weights, low-resolution ADCs, speculation and recovery',
  },
  {
    name: 'raella-ima',
    summary: 'IMA of RAELLA: crossbars side by side, each with input registers of its own',
  },
  {
    name: 'raella-tile',
    summary: 'tile of RAELLA: IMAs on an activation buffer, programmed layer by layer; quantiser, max-pool',
  },
  {
    name: 'mixed-signal-array',
    summary:
      'array of unit elements with an analog sum down each column: XNOR, multi-bit, bit-serial or ramp',
  },
  {
    name: 'puma-core',
    summary: 'programmable core of PUMA: matrix and vector units, look-ups, a data memory of its own',
  },
  {
    name: 'puma-tile',
    summary: 'tile of PUMA: programmable cores on a shared memory, tile control unit, receive buffer',
  },
];

/** Calls `use` with a configuration and its system, both of one type. Only that system is loaded, so that commands
 *  start fast. */
export async function withSystem<R>(
  config: Config,
  use: <C extends Config, U extends Unit>(system: System<C, U>, config: C) => R | Promise<R>,
): Promise<R> {
  switch (config.system) {
    case 'puma-core':
    case 'puma-tile':
      return use((await import('./puma-machine/index.js')).pumaMachine, config);
    default:
      return withPhasedSystem(config, use);
  }
}

/** The same for systems that run workloads, with what only they have. */
export async function withPhasedSystem<R>(
  config: PhasedConfig,
  use: <C extends PhasedConfig, P, U extends PhasedUnit>(
    system: PhasedSystem<C, P, U>,
    config: C,
  ) => R | Promise<R>,
): Promise<R> {
  switch (config.system) {
    case 'raella-tile':
      return use((await import('./raella-tile/index.js')).raellaTile, config);
    default:
      return withArraySystem(config, use);
  }
}

/** The same for arrays. */
export async function withArraySystem<R>(
  config: ArrayConfig,
  use: <C extends ArrayConfig>(system: ArraySystem<C>, config: C) => R | Promise<R>,
): Promise<R> {
  switch (config.system) {
    case 'puma-mvmu':
      return use((await import('./puma-mvmu/index.js')).pumaMvmu, config);
    case 'signed-array':
      return use((await import('./signed-array/index.js')).signedArray, config);
    case 'raella-crossbar':
      return use((await import('./raella-crossbar/index.js')).raellaCrossbar, config);
    case 'raella-ima':
      return use((await import('./raella-ima/index.js')).raellaIma, config);
    case 'mixed-signal-array':
      return use((await import('./mixed-signal-array/index.js')).mixedSignalArray, config);
  }
}
