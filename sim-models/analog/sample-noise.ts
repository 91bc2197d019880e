import type { Nonideal } from '../../config/puma-mvmu.js';
import { isqrt, mulQ16, Q12, toQ16 } from './fixed-point.js';
import { absorb, absorbAll, gaussian, noiseKinds, noiseStart } from './noise-source.js';

/** A layer of noise drawn once a convert. `at` fixes operation, pass and step for the columns that follow. */
abstract class SampleNoise {
  readonly on: boolean;
  readonly #prefix: number;
  #state = 0;

  constructor(sigma: number, seed: number, kind: number, slice: number, macro: number) {
    this.on = sigma > 0;
    this.#prefix = absorbAll(noiseStart, seed, kind, macro, slice, 0);
  }

  at(operation: number, pass: number, step: number): void {
    // The row field does not apply.
    if (this.on) this.#state = absorbAll(this.#prefix, operation, pass, step, 0);
  }

  /** Q16 */
  protected draw(column: number): number {
    return gaussian(absorb(this.#state, column));
  }
}

/** Layer 2: noise of reading a column, sigma = E * sqrt(N+ + N-).
 *  Source: spec/mvmu.md "Non-idealities", `read`. Roundings floor(x + 1/2), the square root down. */
export class ReadNoise extends SampleNoise {
  readonly #sigma: number;

  constructor(nonideal: Nonideal | undefined, slice: number, macro = 0) {
    super(nonideal?.read ?? 0, nonideal?.seed ?? 0, noiseKinds.read, slice, macro);
    this.#sigma = toQ16(nonideal?.read ?? 0);
  }

  /** @param products N+ + N-, Q12 levels, below 2^32  @returns Q12 levels */
  sample(products: number, column: number): number {
    if (!this.on) return 0;
    // At most 65536 * 3.5e6 and then 3.5e6 * 408306: far below 2^53.
    return mulQ16(mulQ16(this.#sigma, isqrt(products * Q12)), this.draw(column));
  }
}

/** Layer 3: noise of the converter, sigma in its steps of 2^shift levels.
 *  Source: spec/mvmu.md "Non-idealities", `adc`. Roundings floor(x + 1/2). */
export class AdcNoise extends SampleNoise {
  readonly #sigma: number;

  constructor(nonideal: Nonideal | undefined, shift: number, slice: number, macro = 0) {
    super(nonideal?.adc ?? 0, nonideal?.seed ?? 0, noiseKinds.adc, slice, macro);
    this.#sigma = mulQ16(toQ16(nonideal?.adc ?? 0), 2 ** shift * Q12);
  }

  /** @returns Q12 levels */
  sample(column: number): number {
    // At most 16 * 2^18 * 4096 * 408306 = 7.0e15, below 2^53 = 9.0e15.
    return this.on ? mulQ16(this.#sigma, this.draw(column)) : 0;
  }
}
