import type { Nonideal } from '../../config/puma-mvmu.js';
import { ColumnSums } from './column-sums.js';
import { type Converter, convertRounded } from './converter.js';
import type { Drive } from './drive.js';
import type { ChainResult } from './ideal-chain.js';
import type { Kernel } from './kernel.js';
import { ProgrammingVariation } from './programming-variation.js';
import { AdcNoise, ReadNoise } from './sample-noise.js';

/** The chain with non-idealities: programmed devices -> Q12 column sums -> read noise -> ADC noise -> rounding ADC.
 *  Lanes as in `IdealChain`; lane % slices is the slice array. */
export class NoisyChain {
  readonly #slices: number;
  readonly #lanes: number;
  readonly #converter: Converter;
  readonly #positive: ColumnSums;
  readonly #negative: ColumnSums | undefined;
  readonly #read: readonly ReadNoise[];
  readonly #adc: readonly AdcNoise[];

  /** @param cells [rows][lanes]; signed ones are pairs of devices, one for each sign
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
    this.#slices = largest.length;
    this.#lanes = lanes;
    this.#converter = converter;
    const [largestOfCell = 0] = largest;
    const variation = largest.map(
      (level, slice) => new ProgrammingVariation(nonideal, largestOfCell, level, slice, macro),
    );
    const devices = (device: 0 | 1): ColumnSums => {
      const programmed = cells.map((cell, at) => {
        const lane = at % lanes;
        const slice = lane % largest.length;
        const level = device === 0 ? Math.max(cell, 0) : Math.max(-cell, 0);
        return variation[slice]!.program(level, device, (at - lane) / lanes, (lane - slice) / largest.length);
      });
      return new ColumnSums(programmed, rows, lanes);
    };
    this.#positive = devices(0);
    this.#negative = signed ? devices(1) : undefined;
    this.#read = largest.map((_, slice) => new ReadNoise(nonideal, slice, macro));
    this.#adc = largest.map((_, slice) => new AdcNoise(nonideal, converter.shift, slice, macro));
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
      const to = kernel.int32(codes, drive.vectors * size);
      let at = 0;
      for (let vector = 0; vector < drive.vectors; vector++) {
        for (let pass = 0; pass < drive.passes; pass++) {
          for (let step = 0; step < drive.steps; step++) {
            this.#convertStep(operation + vector, pass, step, at, positive, negative, to);
            at += this.#lanes;
          }
        }
      }
      return { codes };
    };
  }

  #convertStep(
    operation: number,
    pass: number,
    step: number,
    first: number,
    positive: Float64Array,
    negative: Float64Array | undefined,
    codes: Int32Array,
  ): void {
    const slices = this.#slices;
    for (let slice = 0; slice < slices; slice++) {
      const read = this.#read[slice]!;
      const adc = this.#adc[slice]!;
      read.at(operation, pass, step);
      adc.at(operation, pass, step);
      let column = 0;
      for (let at = first + slice; at < first + this.#lanes; at += slices) {
        const plus = positive[at]!;
        const minus = negative ? negative[at]! : 0;
        const sum = plus - minus + read.sample(plus + minus, column) + adc.sample(column);
        codes[at] = convertRounded(this.#converter, sum);
        column++;
      }
    }
  }
}
