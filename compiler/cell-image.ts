import type { PumaMvmuConfig } from '../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../config/signed-array.js';
import { checkWeights, type MatrixOrigin } from './check-elements.js';
import { packRows } from './pack-rows.js';

/** What the programming port of a unit is fed with: values of `prog_data_i` as 32-bit words, low word first. */
export interface CellImage {
  /** Bits of `prog_data_i`: columns times the bits of a cell (one more in the signed arrays, for the sign). */
  readonly dataBits: number;
  /** Words of one value of `prog_data_i`. */
  readonly wordsPerRow: number;
  /** Slice 0 holds the lowest bits of the weights. */
  readonly slices: readonly SliceImage[];
}

/** The cells of one slice array. */
export interface SliceImage {
  /** One value of `prog_data_i` a word line. */
  readonly rows: readonly Uint32Array[];
  /** The value that loads the flip flags (bit j: column j holds complements); absent unless `offset-flip`. */
  readonly flags?: Uint32Array;
}

/** Slices weights into cells and packs them for the programming port.
 *
 *  With n = weightBits and c = cellBits: offset encodings store u = w + 2^(n-1) in ceil(n / c) slices, the
 *  differential encoding the magnitude |w| in ceil((n-1) / c) slices, each cell signed like w. Slice s is bits s*c
 *  and up; the top one may be narrower. `offset-flip` stores largest - u in each column of a slice whose cells sum
 *  to more than half of rows * largest, largest = 2^(bits of the slice) - 1. A signed array stores w itself.
 *
 *  @param weights rows x columns, row-major
 *  @throws {CrossweaveError} CW-W001 wrong number of weights, CW-W003 weights out of range
 *  Source: docs/mvmu.md, "Weights to cells". */
export function encodeCells(
  config: PumaMvmuConfig | SignedArrayConfig,
  weights: Int32Array,
  origin: MatrixOrigin = {},
): CellImage {
  checkWeights(config, weights, origin);
  const { rows, columns, cellBits } = config;
  const offset = config.system === 'puma-mvmu' && config.encoding !== 'differential';
  const width = offset ? cellBits : cellBits + 1;
  const wordsPerRow = Math.ceil((columns * width) / 32);
  const slices = sliceWidths(config).map((bits, s): SliceImage => {
    const cells = offset
      ? weights.map((w) => fieldOf(w + 2 ** (config.weightBits - 1), s * cellBits, bits))
      : weights.map((w) => Math.sign(w) * fieldOf(Math.abs(w), s * cellBits, bits));
    if (config.system !== 'puma-mvmu' || config.encoding !== 'offset-flip')
      return { rows: packRows(cells, rows, columns, width, wordsPerRow) };
    const flags = flipHeavyColumns(cells, rows, columns, 2 ** bits - 1, wordsPerRow);
    return { rows: packRows(cells, rows, columns, width, wordsPerRow), flags };
  });
  return { dataBits: columns * width, wordsPerRow, slices };
}

/** Bits of the largest cell level of each slice, slice 0 first. */
function sliceWidths(config: PumaMvmuConfig | SignedArrayConfig): number[] {
  if (config.system === 'signed-array') return [config.cellBits];
  const bits = config.encoding === 'differential' ? config.weightBits - 1 : config.weightBits;
  const slices = Math.ceil(bits / config.cellBits);
  return Array.from({ length: slices }, (_, s) => Math.min(config.cellBits, bits - s * config.cellBits));
}

function fieldOf(value: number, lsb: number, bits: number): number {
  return (value >>> lsb) & (2 ** bits - 1);
}

/** Complements the columns that hold more than half of what they can, in place; returns their flags. */
function flipHeavyColumns(
  cells: Int32Array,
  rows: number,
  columns: number,
  largest: number,
  words: number,
): Uint32Array {
  const sums = new Int32Array(columns);
  for (const [k, cell] of cells.entries()) sums[k % columns] = (sums[k % columns] ?? 0) + cell;
  const flags = new Uint32Array(words);
  for (const [j, sum] of sums.entries()) {
    if (2 * sum <= rows * largest) continue;
    flags[j >>> 5] = (flags[j >>> 5] ?? 0) | (1 << (j & 31));
    for (let k = j; k < cells.length; k += columns) cells[k] = largest - (cells[k] ?? 0);
  }
  return flags;
}
