import { type SliceField, type Slicing, sliceFields } from './slicing.js';

/** The signed level of a cell: D(h, l, x) = sign(x) * ((|x| >> l) mod 2^(h - l + 1)).
 *
 *  Source: docs/raella.md, "Cells". @param offset x = weight code - centre, -255..255 */
export function cellLevel({ high, low }: SliceField, offset: number): number {
  const level = (Math.abs(offset) >> low) & (2 ** (high - low + 1) - 1);
  return offset < 0 ? -level : level;
}

/** The cells of one filter.
 *
 *  @param codes [rows], weight codes 0..255  @param centre 0..255
 *  @returns [rows][slices], -15..15, positive where the positive device of the pair is on */
export function filterCells(codes: Uint8Array, slicing: Slicing, centre: number): Int8Array {
  const fields = sliceFields(slicing);
  const cells = new Int8Array(codes.length * fields.length);
  for (const [row, code] of codes.entries()) {
    for (const [i, field] of fields.entries())
      cells[row * fields.length + i] = cellLevel(field, code - centre);
  }
  return cells;
}
