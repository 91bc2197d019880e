import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { activeNonideal } from '../../config/nonideal.js';
import { ColumnNoise } from '../analog/column-noise.js';
import { type Converter, convert, convertRounded } from '../analog/converter.js';
import { Q12 } from '../analog/fixed-point.js';
import { driftFactor } from '../analog/retention-drift.js';
import { StepNoise } from '../analog/sample-noise.js';
import { mixedSignalGeometry } from './geometry.js';

/** Reads column sums, levels in an ideal array and Q12 levels in another: by a converter, or by comparison with the
 *  rising thresholds of a ramp. Source: docs/mixed-signal-arrays.md, "Arithmetic" and "Ramp". */
export class ColumnReader {
  readonly #converter: Converter;
  readonly #middle: number;
  readonly #ramp: boolean;
  readonly #noise: ColumnNoise | undefined;
  readonly #comparator: StepNoise;
  /** D, what replica cells have left of a threshold, Q16. */
  readonly #drift: number;
  #operation = 0;
  #step = 0;

  /** @param offCurrent O of the devices, Q12 levels */
  constructor(config: MixedSignalArrayConfig, offCurrent: number) {
    const { converter, middle } = mixedSignalGeometry(config);
    const { shift } = converter;
    const nonideal = activeNonideal(config.nonideal);
    this.#converter = converter;
    this.#middle = middle;
    this.#ramp = config.style === 'resistive-ramp';
    if (nonideal !== undefined) {
      // A ramp compares many times, each time with noise of its own.
      const once = this.#ramp ? { ...nonideal, comparator: 0 } : nonideal;
      this.#noise = new ColumnNoise(once, offCurrent, shift, 0, 0);
    }
    this.#comparator = new StepNoise(nonideal, 'comparator', shift, 0, 0);
    this.#drift = driftFactor(nonideal);
  }

  /** Fixes the address of the noise for the columns that follow. @param drive sum of the row codes */
  at(operation: number, step: number, drive: number): void {
    this.#operation = operation;
    this.#step = step;
    this.#noise?.at(operation, 0, step, drive);
  }

  /** @returns code, steps */
  code(sum: number, lane: number): number {
    // An exact sum has reached as many thresholds of a ramp as it has whole steps.
    if (this.#noise === undefined) return convert(this.#converter, sum - this.#middle);
    const total = this.#noise.total(sum, 0, lane);
    if (!this.#ramp) return convertRounded(this.#converter, total - Q12 * this.#middle);
    let code = 0;
    while (code < this.#converter.highest && this.#above(total, lane, code + 1)) code++;
    return code;
  }

  /** Whether a sum reaches threshold n of a ramp. */
  reached(sum: number, lane: number, n: number): boolean {
    if (this.#noise === undefined) return sum >= n * this.#converter.step;
    return this.#above(this.#noise.total(sum, 0, lane), lane, n);
  }

  /** @param total Q12 levels */
  #above(total: number, lane: number, n: number): boolean {
    const { step } = this.#converter;
    this.#comparator.at(this.#operation, 0, this.#step, n);
    // n D is below 2^22 and the rest powers of two, so that only the floor rounds.
    const threshold = Math.floor((n * this.#drift * step * Q12) / 65536 + 0.5);
    return total + this.#comparator.sample(lane) + Q12 / 2 >= threshold;
  }
}
