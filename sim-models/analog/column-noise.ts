import type { Nonideal } from '../../config/nonideal.js';
import { ReadNoise, StepNoise } from './sample-noise.js';

/** What a converter is given of a column: N+ - N- - N_ref + read + adc + comparator, Q12 levels. N_ref is the current of a
 *  reference column of devices at level 0, O times the sum of the row codes, where there is one.
 *  Source: docs/analog.md, "A column". */
export class ColumnNoise {
  /** O where a reference column takes it off, else 0. */
  readonly #reference: number;
  readonly #read: ReadNoise;
  readonly #adc: StepNoise;
  readonly #comparator: StepNoise;
  #taken = 0;

  /** @param offCurrent O of the devices, Q12 levels  @param shift a step of the converter is 2^shift levels */
  constructor(
    nonideal: Nonideal | undefined,
    offCurrent: number,
    shift: number,
    slice: number,
    macro: number,
  ) {
    this.#reference = nonideal?.offCurrent === 'reference' ? offCurrent : 0;
    this.#read = new ReadNoise(nonideal, slice, macro);
    this.#adc = new StepNoise(nonideal, 'adc', shift, slice, macro);
    this.#comparator = new StepNoise(nonideal, 'comparator', shift, slice, macro);
  }

  /** Fixes the address for the columns that follow. @param drive sum of the row codes */
  at(operation: number, pass: number, step: number, drive: number): void {
    this.#taken = this.#reference * drive;
    this.#read.at(operation, pass, step);
    this.#adc.at(operation, pass, step);
    this.#comparator.at(operation, pass, step);
  }

  /** @param plus, minus N+ and N-, Q12 levels  @returns Q12 levels */
  total(plus: number, minus: number, column: number): number {
    const taken = this.#taken;
    let total = plus - minus - taken;
    if (this.#read.on) total += this.#read.sample(plus + minus + taken, column);
    if (this.#adc.on) total += this.#adc.sample(column);
    if (this.#comparator.on) total += this.#comparator.sample(column);
    return total;
  }
}
