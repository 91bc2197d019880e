import { tileInputs, tilesOf } from '../../compiler/tile.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { MatrixPhase } from '../system.js';
import type { LayerWork } from './layer-work.js';

/** One tile of a layer in a unit, and the part of the unit that it takes. */
export interface UsedPhase extends MatrixPhase {
  readonly used: { readonly rows: number; readonly columns: number };
}

/** Lays a layer of unsigned 8-bit weight codes out over units of 8-bit offset weights: code c is the weight c - 128,
 *  which is stored as c. Unused places hold 0. */
export function layerPhases(config: PumaMvmuConfig, { layer, inputs }: LayerWork): UsedPhase[] {
  const { rows, columns } = config;
  return tilesOf({ rows: layer.rows, columns: layer.outputs }, config).map((tile) => {
    const weights = new Int32Array(rows * columns).fill(-128);
    for (let row = 0; row < tile.rows; row++) {
      for (let column = 0; column < tile.columns; column++) {
        const code = layer.weights[(tile.column + column) * layer.rows + tile.row + row]!;
        weights[row * columns + column] = code - 128;
      }
    }
    const lines = tileInputs(inputs, layer.rows, tile, config);
    return { weights, inputs: lines, used: { rows: tile.rows, columns: tile.columns } };
  });
}
