import { type CellBlocks, cellBlocks } from './cell-blocks.js';
import { type Drive, groupBits } from './drive.js';
import type { Kernel } from './kernel.js';

/** Exact column sums of every step: sum[sample][t][j] = sum over rows of x_t[i] * cell[i][j].
 *  Cells are integers with rows * (2^dacBits - 1) * |cell| < 2^31. */
export class ColumnSums {
  readonly #blocks: CellBlocks;
  readonly #columns: number;

  /** @param cells [rows][columns] */
  constructor(cells: Int32Array, rows: number, columns: number) {
    this.#columns = columns;
    this.#blocks = cellBlocks(cells, rows, columns, 4);
  }

  /** Reserves kernel memory for a run; the function computes one batch and returns the address of f64[samples][steps][columns]. */
  prepare(kernel: Kernel, drive: Drive, vectors: number): () => number {
    const { rows, inputBits, dacBits } = drive.shape;
    const cells = kernel.upload(this.#blocks.data);
    const table = kernel.allocate(drive.groups << (6 + groupBits));
    const scratch = kernel.allocate(128);
    const sums = kernel.allocate(vectors * drive.passes * drive.steps * this.#columns * 8);
    const { tables32, sums32 } = kernel.functions;
    return () => {
      for (let block = 0; block < this.#blocks.blocks; block++) {
        tables32(cells + block * this.#blocks.stride, rows, groupBits, table);
        sums32(
          table,
          drive.offsets,
          drive.samples,
          inputBits,
          dacBits,
          drive.groups,
          sums,
          this.#columns,
          block * this.#blocks.width,
          scratch,
        );
      }
      return sums;
    };
  }
}
