/** Cells cut into blocks of 64 bytes of lanes, [block][rows][64 bytes], the form that the kernel's tables are made from.
 *  Lanes past the last column are 0. */
export interface CellBlocks {
  readonly data: Uint8Array;
  readonly blocks: number;
  /** Lanes of one block. */
  readonly width: number;
  /** Bytes of one block. */
  readonly stride: number;
}

/** @param cells [rows][lanes], each fitting the lane  @param laneBytes 1 (unsigned), 2 or 4 (signed) */
export function cellBlocks(cells: Int32Array, rows: number, lanes: number, laneBytes: 1 | 2 | 4): CellBlocks {
  const width = 64 / laneBytes;
  const blocks = Math.ceil(lanes / width);
  const data = new Uint8Array(blocks * rows * 64);
  const view =
    laneBytes === 1 ? data : laneBytes === 2 ? new Int16Array(data.buffer) : new Int32Array(data.buffer);
  for (let row = 0; row < rows; row++) {
    for (let lane = 0; lane < lanes; lane++) {
      const block = Math.floor(lane / width);
      view[(block * rows + row) * width + (lane - block * width)] = cells[row * lanes + lane]!;
    }
  }
  return { data, blocks, width, stride: rows * 64 };
}
