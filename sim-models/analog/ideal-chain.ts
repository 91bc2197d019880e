import { type CellBlocks, cellBlocks } from './cell-blocks.js';
import type { Converter } from './converter.js';
import { type Drive, groupBits } from './drive.js';
import type { Kernel } from './kernel.js';

/** Codes of a batch, and its partial sums where they came out on the way. */
export interface ChainResult {
  /** Address of i32[samples][steps][lanes]. */
  readonly codes: number;
  /** Address of f64[samples][steps][columns], or absent. */
  readonly sums?: number;
}

/** The chain without non-idealities for all slice arrays at once: row codes -> column sums -> ADC codes.
 *  A lane is one slice column, in the order [column][slice], so codes come out in the order of the trace. */
export class IdealChain {
  readonly #converter: Converter;
  readonly #lanes: number;
  readonly #blocks: CellBlocks;
  readonly #fused: boolean;
  readonly #bytes: boolean;

  /** @param cells [rows][lanes], at most 31 in magnitude
   *  @param plainEight the eight slices of a column weigh 1, 4, 16 .. 4^7: sums are made beside the codes */
  constructor(
    cells: Int32Array,
    rows: number,
    lanes: number,
    dacBits: number,
    converter: Converter,
    plainEight: boolean,
  ) {
    this.#converter = converter;
    this.#lanes = lanes;
    // Byte lanes need what `assembly/codes8.ts` says; a negative cell never meets `lowest === 0`.
    this.#bytes =
      dacBits === 1 && converter.shift === 0 && converter.lowest === 0 && converter.highest <= 255;
    this.#fused = this.#bytes && plainEight && lanes % 64 === 0;
    this.#blocks = cellBlocks(cells, rows, lanes, this.#bytes ? 1 : 2);
  }

  /** Reserves kernel memory for a run; the function computes one batch. */
  prepare(kernel: Kernel, drive: Drive, vectors: number): () => ChainResult {
    const { rows, inputBits, dacBits } = drive.shape;
    const { width, stride, blocks, data } = this.#blocks;
    const converter = this.#converter;
    const lanes = this.#lanes;
    const results = vectors * drive.passes * drive.steps * lanes;
    const cells = kernel.upload(data);
    const table = kernel.allocate(drive.groups << (6 + groupBits));
    const scratch = kernel.allocate(256);
    const codes = kernel.allocate(results * 4);
    const sums = this.#fused ? kernel.allocate(results) : 0;
    const { tables8, tables16, codes8, codes8x8, codes16 } = kernel.functions;
    return () => {
      const { offsets, groups, samples } = drive;
      const steps = samples * drive.steps;
      for (let block = 0; block < blocks; block++) {
        const from = cells + block * stride;
        const first = block * width;
        if (!this.#bytes) {
          tables16(from, rows, groupBits, table);
          codes16(
            table,
            offsets,
            samples,
            inputBits,
            dacBits,
            groups,
            converter.shift,
            converter.lowest,
            converter.highest,
            codes,
            lanes,
            first,
            scratch,
          );
          continue;
        }
        tables8(from, rows, groupBits, table);
        if (this.#fused)
          codes8x8(table, offsets, steps, groups, converter.highest, codes, lanes, first, sums);
        else codes8(table, offsets, steps, groups, converter.highest, codes, lanes, first, scratch);
      }
      return this.#fused ? { codes, sums } : { codes };
    };
  }
}
