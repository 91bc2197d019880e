import type { RowBlock } from '../../compiler/raella/row-blocks.js';

/** What the word lines of one crossbar see of a layer's inputs: its rows, and 0 on the lines above them.
 *  @param inputs [vectors][rows]  @returns [vectors][crossbarRows] */
export function blockInputs(
  inputs: Int32Array,
  rows: number,
  block: RowBlock,
  crossbarRows: number,
): Int32Array {
  if (rows === crossbarRows) return inputs;
  const vectors = inputs.length / rows;
  const lines = new Int32Array(vectors * crossbarRows);
  for (let v = 0; v < vectors; v++) {
    const from = v * rows + block.row;
    lines.set(inputs.subarray(from, from + block.rows), v * crossbarRows);
  }
  return lines;
}
