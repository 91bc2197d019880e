/** Packs each row, column j at bits j * width and up, two's complement where negative.
 *  @param words 32-bit words of a packed row */
export function packRows(
  cells: Int32Array,
  rows: number,
  columns: number,
  width: number,
  words: number,
): Uint32Array[] {
  const mask = 2 ** width - 1;
  return Array.from({ length: rows }, (_, i) => {
    const packed = new Uint32Array(words);
    for (let j = 0; j < columns; j++) {
      const cell = (cells[i * columns + j] ?? 0) & mask;
      const word = (j * width) >>> 5;
      const bit = (j * width) & 31;
      packed[word] = (packed[word] ?? 0) | (cell << bit);
      // A cell may straddle two words.
      if (bit + width > 32) packed[word + 1] = (packed[word + 1] ?? 0) | (cell >>> (32 - bit));
    }
    return packed;
  });
}
