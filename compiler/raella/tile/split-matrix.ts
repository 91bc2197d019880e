import { crossbarsOf } from '../../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import type { TileMatrix } from './tile-layer.js';

/** A part of a layer: outputs `output` and up of the whole. */
export interface MatrixPart {
  readonly output: number;
  readonly matrix: TileMatrix;
}

/** Splits a layer by its outputs into parts that a tile can hold one after another, as few and as equal as can be. Rows
 *  are not split, since sums do not leave a tile; a layer that has too many of them comes back as it is.
 *
 *  @returns parts by rising output; outputs of a window are those of all parts one after another */
export function splitMatrix(config: RaellaTileConfig, matrix: TileMatrix): MatrixPart[] {
  const { layer, slicing, centres } = matrix;
  const blocks = Math.ceil(layer.rows / config.rows);
  const filters = Math.floor(config.columns / slicing.length);
  const most = Math.min(Math.floor(crossbarsOf(config) / blocks) * filters, config.channels);
  if (most === 0 || layer.outputs <= most) return [{ output: 0, matrix }];
  const count = Math.ceil(layer.outputs / most);
  const size = Math.ceil(layer.outputs / count);
  return Array.from({ length: count }, (_, k) => {
    const output = k * size;
    const end = Math.min(output + size, layer.outputs);
    const own = {
      ...layer,
      outputs: end - output,
      weights: layer.weights.slice(output * layer.rows, end * layer.rows),
      zeroPoints: layer.zeroPoints.slice(output, end),
      biases: layer.biases.slice(output, end),
      scales: layer.scales.slice(output, end),
    };
    const kept = new Uint8Array(blocks * own.outputs);
    for (let b = 0; b < blocks; b++) {
      kept.set(centres.subarray(b * layer.outputs + output, b * layer.outputs + end), b * own.outputs);
    }
    return {
      output,
      matrix: { ...matrix, name: `${matrix.name}-${k + 1}`, layer: own, centres: kept },
    };
  });
}
