/** Rows `row` .. `row + rows - 1` of a dot product, which lie in one crossbar. */
export interface RowBlock {
  readonly row: number;
  readonly rows: number;
}

/** Cuts a dot product into the rows of crossbars; all but the last are full.
 *
 *  @param rows weights of the dot product  @param crossbarRows word lines of a crossbar */
export function rowBlocks(rows: number, crossbarRows: number): RowBlock[] {
  const blocks: RowBlock[] = [];
  for (let row = 0; row < rows; row += crossbarRows)
    blocks.push({ row, rows: Math.min(crossbarRows, rows - row) });
  return blocks;
}
