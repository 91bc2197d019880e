import { operations } from '../../../config/raella/configuration-map.js';
import type { LayerProgram } from '../../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { checkPool } from './check-tile-layer.js';
import { placeRegisters, slicingRegisters } from './layer-registers.js';
import type { LayerPlacement, TilePool } from './tile-layer.js';

/** Programs a tile with a max-pool layer.
 *
 *  @throws {CrossweaveError} CW-W211 a layer that the tile cannot run */
export function poolProgram(
  config: RaellaTileConfig,
  pool: TilePool,
  placement: LayerPlacement,
): LayerProgram {
  checkPool(config, pool, placement);
  const { name, geometry, signedInputs } = pool;
  const registers = {
    operation: operations.maxPool,
    ...placeRegisters(geometry, placement),
    ...slicingRegisters([]),
    padCode: 0,
    outputs: geometry.inChannels,
    signedInputs: Number(signedInputs),
    speculate: 0,
    relu: 0,
    zeroPoint: 0,
  };
  return { name, registers, crossbars: [], scales: new Uint16Array(), biases: new Int32Array() };
}
