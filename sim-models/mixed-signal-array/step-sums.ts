import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { ColumnSums } from '../analog/column-sums.js';
import { Drive } from '../analog/drive.js';
import { type Kernel, kernel } from '../analog/kernel.js';
import type { CellCurrents } from './cell-currents.js';
import { mixedSignalGeometry } from './geometry.js';

/** Kernel bytes that the sums of a batch may take, about. */
const batchBytes = 4 << 20;

/** What a batch of vectors gave, in unit of the cell currents. */
export interface BatchSums {
  readonly vectors: number;
  /** [vectors][steps][lanes] */
  readonly sums: Float64Array;
  /** Sums of the row codes, [vectors][steps]. */
  readonly drive: Float64Array;
  /** X, the sums of the inputs, [vectors]. */
  readonly inputSums: Float64Array;
}

/** The column sums of every step, by the kernel: those of each input bit from tables, joined where a step has several.
 *  A cell gives idle + bit * (driven - idle), so that idle cells are a constant of the column. */
export class StepSums {
  readonly #config: MixedSignalArrayConfig;
  readonly #columns: ColumnSums;
  /** [lanes] */
  readonly #idle: Float64Array;

  /** @param levels [rows][lanes] */
  constructor(config: MixedSignalArrayConfig, levels: Int32Array, currents: CellCurrents) {
    const { lanes } = mixedSignalGeometry(config);
    this.#config = config;
    this.#idle = new Float64Array(lanes);
    const cells = levels.map((level, at) => {
      const lane = at % lanes;
      const row = (at - lane) / lanes;
      const idle = currents.idle(level, row, lane);
      this.#idle[lane]! += idle;
      return currents.driven(level, row, lane) - idle;
    });
    this.#columns = new ColumnSums(cells, config.rows, lanes);
  }

  /** @param inputs [n][rows], the numbers on the word lines, unsigned */
  *batches(inputs: Int32Array): Generator<BatchSums> {
    const { rows, inputBits } = this.#config;
    const { lanes } = mixedSignalGeometry(this.#config);
    const all = inputs.length / rows;
    const vectors = Math.max(1, Math.min(all, 64, Math.floor(batchBytes / (lanes * inputBits * 8))));
    const shared = kernel();
    for (let from = 0; from < all; from += vectors) {
      // Anew for each batch: whoever takes them may have run another model in between.
      shared.begin();
      const drive = new Drive(shared, { rows, inputBits, dacBits: 1, form: 'unsigned' }, vectors);
      const make = this.#columns.prepare(shared, drive, vectors);
      drive.load(inputs.subarray(from * rows, (from + vectors) * rows), true, true);
      yield this.#joined(shared, drive, make());
    }
  }

  /** @param bitSums address of f64[vectors][input bits][lanes] */
  #joined(shared: Kernel, { vectors, sums: driveSums }: Drive, bitSums: number): BatchSums {
    const { inputBits } = this.#config;
    const { lanes, steps } = mixedSignalGeometry(this.#config);
    const bits = shared.float64(bitSums, vectors * inputBits * lanes);
    const driven = shared.float64(driveSums, vectors * inputBits);
    const sums = new Float64Array(vectors * steps * lanes);
    const drive = new Float64Array(vectors * steps);
    const inputSums = new Float64Array(vectors);
    const bitsOfStep = inputBits / steps;
    for (let at = 0; at < vectors * inputBits; at++) {
      const weight = 2 ** (at % bitsOfStep);
      const step = Math.floor(at / bitsOfStep);
      drive[step]! += weight * driven[at]!;
      inputSums[Math.floor(at / inputBits)]! += 2 ** (at % inputBits) * driven[at]!;
      for (let lane = 0, from = at * lanes, to = step * lanes; lane < lanes; lane++) {
        // A bit's sum is at most 1152 * 255 * 8192 < 2^32 and never negative: 32 bits hold it unsigned.
        sums[to++]! += weight * ((bits[from++]! + this.#idle[lane]!) >>> 0);
      }
    }
    return { vectors, sums, drive, inputSums };
  }
}
