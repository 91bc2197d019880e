import type { Shape } from './shape.js';

/** A part of a matrix that fits one array; shorter at the matrix's edges. */
export interface Tile {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** Cuts a matrix into tiles no larger than `array`, column blocks outer, the row blocks of a column block together.
 *  The sums of a column block's row blocks add up to the product. */
export function tilesOf(matrix: Shape, array: Shape): Tile[] {
  const tiles: Tile[] = [];
  for (let column = 0; column < matrix.columns; column += array.columns) {
    for (let row = 0; row < matrix.rows; row += array.rows) {
      tiles.push({
        row,
        rows: Math.min(array.rows, matrix.rows - row),
        column,
        columns: Math.min(array.columns, matrix.columns - column),
      });
    }
  }
  return tiles;
}

/** The weights of a tile, with zeros up to the size of the array.
 *
 *  @param weights row-major, `stride` columns
 *  @returns array.rows x array.columns, row-major */
export function tileWeights(weights: Int32Array, stride: number, tile: Tile, array: Shape): Int32Array {
  const padded = new Int32Array(array.rows * array.columns);
  for (let i = 0; i < tile.rows; i++) {
    const from = (tile.row + i) * stride + tile.column;
    padded.set(weights.subarray(from, from + tile.columns), i * array.columns);
  }
  return padded;
}

/** The inputs that a tile's rows see, with zeros up to the rows of the array.
 *
 *  @param inputs vectors x stride
 *  @returns vectors x array.rows */
export function tileInputs(inputs: Int32Array, stride: number, tile: Tile, array: Shape): Int32Array {
  const vectors = inputs.length / stride;
  const padded = new Int32Array(vectors * array.rows);
  for (let v = 0; v < vectors; v++) {
    const from = v * stride + tile.row;
    padded.set(inputs.subarray(from, from + tile.rows), v * array.rows);
  }
  return padded;
}
