import type { Nonideal } from '../../config/nonideal.js';
import { ColumnNoise } from './column-noise.js';
import { ColumnSums } from './column-sums.js';
import { type Converter, convertRounded } from './converter.js';
import { DeviceModel } from './device-model.js';
import type { Drive } from './drive.js';
import type { ChainResult } from './ideal-chain.js';
import type { Kernel } from './kernel.js';

/** The chain with non-idealities: devices -> Q12 column sums -> noise -> rounding ADC. Source: docs/analog.md.
 *  Lanes as in `IdealChain`; lane % slices is the slice array. */
export class NoisyChain {
  readonly #slices: number;
  readonly #lanes: number;
  readonly #converter: Converter;
  readonly #positive: ColumnSums;
  readonly #negative: ColumnSums | undefined;
  readonly #noise: readonly ColumnNoise[];

  /** @param cells [rows][lanes], of all columns; signed ones are pairs of devices, one for each sign
   *  @param largest largest level of each slice array; slice 0 is never narrower than a cell
   *  @param macro number of the macro unit in the design */
  constructor(
    cells: Int32Array,
    rows: number,
    lanes: number,
    signed: boolean,
    largest: readonly number[],
    converter: Converter,
    nonideal: Nonideal,
    macro = 0,
  ) {
    const slices = largest.length;
    const columns = lanes / slices;
    this.#slices = slices;
    this.#lanes = lanes;
    this.#converter = converter;
    const [largestOfCell = 0] = largest;
    const models = largest.map(
      (level, slice) =>
        new DeviceModel(nonideal, { rows, columns, largestOfCell, largest: level, slice, macro }),
    );
    const devices = (device: 0 | 1): ColumnSums => {
      const values = cells.map((cell, at) => {
        const lane = at % lanes;
        const slice = lane % slices;
        const level = device === 0 ? Math.max(cell, 0) : Math.max(-cell, 0);
        return models[slice]!.value(level, device, (at - lane) / lanes, (lane - slice) / slices);
      });
      return new ColumnSums(values, rows, lanes);
    };
    this.#positive = devices(0);
    this.#negative = signed ? devices(1) : undefined;
    this.#noise = models.map(
      ({ offCurrent }, slice) => new ColumnNoise(nonideal, offCurrent, converter.shift, slice, macro),
    );
  }

  /** Reserves kernel memory for a run; the function computes one batch whose first vector is start `operation`. */
  prepare(kernel: Kernel, drive: Drive, vectors: number): (operation: number) => ChainResult {
    const positiveSums = this.#positive.prepare(kernel, drive, vectors);
    const negativeSums = this.#negative?.prepare(kernel, drive, vectors);
    const size = drive.passes * drive.steps * this.#lanes;
    const codes = kernel.allocate(vectors * size * 4);
    return (operation) => {
      const positive = kernel.float64(positiveSums(), drive.vectors * size);
      const negative = negativeSums && kernel.float64(negativeSums(), drive.vectors * size);
      const rowCodes = kernel.float64(drive.sums, drive.samples * drive.steps);
      const to = kernel.int32(codes, drive.vectors * size);
      let at = 0;
      for (let vector = 0; vector < drive.vectors; vector++) {
        for (let pass = 0; pass < drive.passes; pass++) {
          for (let step = 0; step < drive.steps; step++) {
            const sum = rowCodes[at / this.#lanes]!;
            for (const noise of this.#noise) noise.at(operation + vector, pass, step, sum);
            this.#convertStep(at, positive, negative, to);
            at += this.#lanes;
          }
        }
      }
      return { codes };
    };
  }

  #convertStep(
    first: number,
    positive: Float64Array,
    negative: Float64Array | undefined,
    codes: Int32Array,
  ): void {
    const slices = this.#slices;
    for (let slice = 0; slice < slices; slice++) {
      const noise = this.#noise[slice]!;
      let column = 0;
      for (let at = first + slice; at < first + this.#lanes; at += slices) {
        // Sums are at most 2.5 * 31 * 4096 * 512 * 15 < 2^32 and never negative: the kernel's 32 bits hold them unsigned.
        const plus = positive[at]! >>> 0;
        const minus = negative ? negative[at]! >>> 0 : 0;
        codes[at] = convertRounded(this.#converter, noise.total(plus, minus, column));
        column++;
      }
    }
  }
}
