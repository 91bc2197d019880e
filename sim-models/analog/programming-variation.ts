import type { Nonideal } from '../../config/nonideal.js';
import { mulQ16, Q12, toQ16 } from './fixed-point.js';
import { absorb, absorbAll, gaussian, noiseKinds, noiseStart } from './noise-source.js';

/** What programming leaves in a device.
 *  q = clamp(level * 4096 + round(sigma * g), 0, 1.5 * largest * 4096), sigma a fraction of the largest level a cell
 *  can have (all devices are of one kind), `largest` that of its slice; every rounding floor(x + 1/2). The same address gives the same device each time it is programmed.
 *  Source: docs/analog.md, "A device", step 2. Q12 levels. */
export class ProgrammingVariation {
  readonly #sigma: number;
  readonly #limit: number;
  readonly #states: readonly [number, number];
  readonly #on: boolean;

  /** @param largestOfCell 2^cellBits - 1
   *  @param largest largest level of a device of this slice array; smaller in a narrower top slice */
  constructor(
    nonideal: Nonideal | undefined,
    largestOfCell: number,
    largest: number,
    slice: number,
    macro: number,
  ) {
    this.#on = (nonideal?.programming ?? 0) > 0;
    this.#sigma = mulQ16(toQ16(nonideal?.programming ?? 0), largestOfCell * Q12);
    this.#limit = largest * Q12 * 1.5;
    const state = (device: number): number =>
      // No operation, pass or step applies to programming.
      absorbAll(noiseStart, nonideal?.seed ?? 0, noiseKinds.programming, macro, slice, device, 0, 0, 0);
    this.#states = [state(0), state(1)];
  }

  /** @param level 0 .. largest  @param device 0 the only or positive one, 1 the negative one of a pair
   *  @returns Q12 levels */
  program(level: number, device: 0 | 1, row: number, column: number): number {
    if (!this.#on) return level * Q12;
    const g = gaussian(absorb(absorb(this.#states[device], row), column));
    return Math.min(Math.max(level * Q12 + mulQ16(this.#sigma, g), 0), this.#limit);
  }
}
