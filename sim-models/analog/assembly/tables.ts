import { ROW_BYTES } from './offsets';

/** Tables of partial column sums for one block of columns, 64 bytes of lanes wide:
 *  table[group][subset] = sum of the cells of the word lines in the subset, in lanes of 8, 16 or 32 bits.
 *  cells: [rows] x 64 bytes in the same lanes. Each entry is an earlier entry plus one row. */

// @ts-ignore: decorator
@inline
function build<T>(cells: usize, rows: i32, groupBits: i32, table: usize): void {
  for (let first = 0; first < rows; first += groupBits) {
    const count = min(groupBits, rows - first);
    for (let lane: usize = 0; lane < ROW_BYTES; lane += 16) v128.store(table + lane, i64x2.splat(0));
    for (let bit = 0; bit < count; bit++) {
      const size = <usize>1 << bit;
      const row = cells + <usize>(first + bit) * ROW_BYTES;
      const r0 = v128.load(row);
      const r1 = v128.load(row, 16);
      const r2 = v128.load(row, 32);
      const r3 = v128.load(row, 48);
      const from = table;
      const to = table + size * ROW_BYTES;
      for (let at: usize = 0; at < size * ROW_BYTES; at += ROW_BYTES) {
        v128.store(to + at, v128.add<T>(v128.load(from + at), r0));
        v128.store(to + at, v128.add<T>(v128.load(from + at, 16), r1), 16);
        v128.store(to + at, v128.add<T>(v128.load(from + at, 32), r2), 32);
        v128.store(to + at, v128.add<T>(v128.load(from + at, 48), r3), 48);
      }
    }
    table += ROW_BYTES << groupBits;
  }
}

export function tables8(cells: usize, rows: i32, groupBits: i32, table: usize): void {
  build<u8>(cells, rows, groupBits, table);
}
export function tables16(cells: usize, rows: i32, groupBits: i32, table: usize): void {
  build<i16>(cells, rows, groupBits, table);
}
export function tables32(cells: usize, rows: i32, groupBits: i32, table: usize): void {
  build<i32>(cells, rows, groupBits, table);
}
