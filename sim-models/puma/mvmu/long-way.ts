import { activeNonideal } from '../../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import type { Drive } from '../../analog/drive.js';
import { type ChainResult, IdealChain } from '../../analog/ideal-chain.js';
import type { Kernel } from '../../analog/kernel.js';
import { NoisyChain } from '../../analog/noisy-chain.js';
import { type MvmuGeometry, mvmuGeometry } from './geometry.js';
import type { StoredCells } from './stored-cells.js';

/** Every code of some columns, and their partial sums from the codes:
 *  sum[t][j] = sum over s of 2^(s*c) * value, value = code * 2^k, or largest * X_t - code * 2^k where flipped.
 *  Source: spec/mvmu.md, "Arithmetic" and "Events of the trace". */
export class LongWay {
  /** Some slice column is flipped, or there are reference columns: the sums of the row codes are needed. */
  readonly needsDriveSums: boolean;
  readonly #geometry: MvmuGeometry;
  readonly #columns: number;
  readonly #ideal: IdealChain | undefined;
  readonly #noisy: NoisyChain | undefined;
  /** [columns][slices]: 2^(s*c + k), negative where flipped. */
  readonly #weights: Float64Array;
  /** [columns]: sum of 2^(s*c) * largest over the flipped slices. */
  readonly #driveWeights: Float64Array;

  /** @param columns numbers of the columns wanted; all of them if the chain is noisy
   *  @param macro number of the macro unit in the design, for the address of its noise */
  constructor(config: PumaMvmuConfig, stored: StoredCells, columns: readonly number[], macro: number) {
    const geometry = mvmuGeometry(config);
    const { slices, converter, largest, differential } = geometry;
    const { rows, cellBits, dacBits } = config;
    const lanes = columns.length * slices;
    const cells = pickColumns(stored.cells, rows, config.columns, slices, columns);
    const flips = pickColumns(Int32Array.from(stored.flips), 1, config.columns, slices, columns);
    this.#geometry = geometry;
    this.#columns = columns.length;
    this.#weights = Float64Array.from(flips, (flip, lane) => {
      const weight = 2 ** ((lane % slices) * cellBits + converter.shift);
      return flip ? -weight : weight;
    });
    this.#driveWeights = new Float64Array(columns.length);
    flips.forEach((flip, lane) => {
      const slice = lane % slices;
      if (flip) this.#driveWeights[(lane - slice) / slices]! += 2 ** (slice * cellBits) * largest[slice]!;
    });
    const nonideal = activeNonideal(config.nonideal);
    this.needsDriveSums = flips.includes(1) || nonideal?.offCurrent === 'reference';
    if (nonideal) {
      this.#noisy = new NoisyChain(cells, rows, lanes, differential, largest, converter, nonideal, macro);
    } else {
      const plainEight = slices === 8 && cellBits === 2 && !this.needsDriveSums;
      this.#ideal = new IdealChain(cells, rows, lanes, dacBits, converter, plainEight);
    }
  }

  /** Reserves kernel memory; the function computes one batch. */
  prepare(kernel: Kernel, drive: Drive, vectors: number): (operation: number) => Required<ChainResult> {
    const size = drive.passes * drive.steps * this.#columns;
    const sums = kernel.allocate(vectors * size * 8);
    if (this.#noisy) {
      const chain = this.#noisy.prepare(kernel, drive, vectors);
      return (operation) => {
        const { codes } = chain(operation);
        const { slices } = this.#geometry;
        const samples = drive.samples * drive.steps;
        this.#exactSums(
          kernel.int32(codes, samples * this.#columns * slices),
          kernel.float64(drive.sums, samples),
          kernel.float64(sums, samples * this.#columns),
        );
        return { codes, sums };
      };
    }
    const chain = this.#ideal!.prepare(kernel, drive, vectors);
    // Modulo 2^32: the sum of an ideal chain fits, so wrapped terms still add up to it.
    const weights = kernel.upload(Int32Array.from(this.#weights, (w) => w | 0));
    const driveWeights = kernel.upload(Int32Array.from(this.#driveWeights));
    return () => {
      const result = chain();
      if (result.sums !== undefined) return { codes: result.codes, sums: result.sums };
      kernel.functions.sumsFromCodes(
        result.codes,
        drive.samples * drive.steps,
        this.#columns,
        this.#geometry.slices,
        weights,
        drive.sums,
        driveWeights,
        sums,
      );
      return { codes: result.codes, sums };
    };
  }

  /** With noise a sum may pass 2^31; below 2^36 in any case. */
  #exactSums(codes: Int32Array, drive: Float64Array, sums: Float64Array): void {
    const { slices } = this.#geometry;
    let at = 0;
    let to = 0;
    for (const x of drive) {
      for (let column = 0, lane = 0; column < this.#columns; column++) {
        let sum = x * this.#driveWeights[column]!;
        for (let slice = 0; slice < slices; slice++) sum += codes[at++]! * this.#weights[lane++]!;
        sums[to++] = sum;
      }
    }
  }
}

function pickColumns(
  data: Int32Array,
  rows: number,
  columns: number,
  slices: number,
  wanted: readonly number[],
): Int32Array {
  if (wanted.length === columns) return data;
  const picked = new Int32Array(rows * wanted.length * slices);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (const column of wanted) {
      const from = (row * columns + column) * slices;
      picked.set(data.subarray(from, from + slices), to);
      to += slices;
    }
  }
  return picked;
}
