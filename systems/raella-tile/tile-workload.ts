import type { RaellaTileConfig } from '../../config/raella-machine.js';
import type { Workload, WorkloadOptions } from '../workloads/workload.js';
import { checkVectors, unknownWorkload } from '../workloads/workload-findings.js';
import { networkWorkload } from './network-workload.js';
import { randomPhase } from './random-layers.js';
import type { TilePhase } from './tile-phase.js';

/** Layers of `random` where nobody says how many: two of every kind. */
const defaultLayers = 14;
const mostLayers = 1000;

/** Random stalls of the ports: in so many of 256 cycles. */
const stallRate = 48;

/** Makes the workload of a name: `random`, whose vectors are layers, or a trained network, whose vectors are images.
 *
 *  @throws {CrossweaveError} CW-W106 unknown name, CW-W108 a number of vectors that cannot be had, CW-W109 no data, CW-W204,
 *  CW-W211 a layer that the tile cannot run */
export function createTileWorkload(
  name: string,
  config: RaellaTileConfig,
  { vectors, seed = 0 }: WorkloadOptions,
): Workload<TilePhase> {
  switch (name) {
    case 'random':
      return randomWorkload(config, vectors ?? defaultLayers, seed);
    case 'digits-mlp':
    case 'mnist-mlp':
    case 'mnist-cnn':
      return networkWorkload(name, config, vectors, { seed, rate: stallRate });
    default:
      throw unknownWorkload(name, config.system, false);
  }
}

function randomWorkload(config: RaellaTileConfig, layers: number, seed: number): Workload<TilePhase> {
  checkVectors(layers, mostLayers, 'a vector is a layer here, and programs the tile anew');
  const phase = randomPhase(config, layers, seed, stallRate);
  return {
    name: 'random',
    vectors: layers,
    phases: 1,
    phase: (k) => (k === 0 ? phase : undefined),
    placeOf: (run) => ({ phase: 0, vector: run }),
  };
}
