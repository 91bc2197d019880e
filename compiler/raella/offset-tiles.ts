import type { Shape } from '../shape.js';
import { type Tile, tilesOf } from '../tile.js';
import type { IntegerLayer } from './integer-layer.js';

/** The part of a layer that one unit of 8-bit offset weights holds. */
export interface OffsetTile extends Tile {
  /** [array rows][array columns] */
  readonly weights: Int32Array;
}

/** Lays a layer of unsigned 8-bit weight codes out over units of 8-bit offset weights: code c is the weight c - 128,
 *  which is stored as c. Unused places hold 0, so that they neither draw current nor sway a column's flip. */
export function offsetTiles(layer: IntegerLayer, array: Shape): OffsetTile[] {
  return tilesOf({ rows: layer.rows, columns: layer.outputs }, array).map((tile) => {
    const weights = new Int32Array(array.rows * array.columns).fill(-128);
    for (let row = 0; row < tile.rows; row++) {
      for (let column = 0; column < tile.columns; column++) {
        const code = layer.weights[(tile.column + column) * layer.rows + tile.row + row]!;
        weights[row * array.columns + column] = code - 128;
      }
    }
    return { ...tile, weights };
  });
}
