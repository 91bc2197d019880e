import { type RaellaLayer, type WeightSlice, weightSlices } from './layer.js';

/** D(h, l, x) = sign(x) * (floor(|x| / 2^l) mod 2^(h - l + 1)): bits h .. l of the magnitude with the sign of the whole.
 *  Source: docs/raella.md, "Cells"; thesis eq. 4.2. @param x -255 .. 255 */
export function cellLevel({ high, low }: WeightSlice, x: number): number {
  const level = (Math.abs(x) >> low) & (2 ** (high - low + 1) - 1);
  // No negative zero.
  return x < 0 && level > 0 ? -level : level;
}

/** Where the cell of slice i of filter p lies in a row: i * sliceApart + p * filterApart of `lanes`. */
export interface CellPlaces {
  readonly lanes: number;
  readonly sliceApart: number;
  readonly filterApart: number;
}

/** The places of the crossbar itself: filter p owns columns p S .. p S + S - 1. */
export function columnPlaces({ slicing, centres }: RaellaLayer): CellPlaces {
  return { lanes: centres.length * slicing.length, sliceApart: 1, filterApart: slicing.length };
}

/** Cells of a layer, 0 in rows that a filter does not use. @returns [rows][lanes] */
export function encodeCells(layer: RaellaLayer, rows: number, places: CellPlaces): Int32Array {
  const { codes, centres, used } = layer;
  const { lanes, sliceApart, filterApart } = places;
  const filters = centres.length;
  // Offsets of all filters are of the same 511 values.
  const levels = weightSlices(layer.slicing).map((slice) =>
    Int32Array.from({ length: 511 }, (_, at) => cellLevel(slice, at - 255)),
  );
  const cells = new Int32Array(rows * lanes);
  for (let row = 0; row < rows; row++) {
    for (const [i, ofSlice] of levels.entries()) {
      let to = row * lanes + i * sliceApart;
      for (let p = 0, from = row * filters; p < filters; p++, from++, to += filterApart) {
        if (used === undefined || used[from] !== 0) cells[to] = ofSlice[codes[from]! - centres[p]! + 255]!;
      }
    }
  }
  return cells;
}
