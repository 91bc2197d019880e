import { everyLayer, type Nonideal } from '../../config/nonideal.js';
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

  /** @param threshold of a ramp, in the word of the row, which does not apply to others */
  at(operation: number, pass: number, step: number, threshold = 0): void {
    if (this.on) this.#state = absorbAll(this.#prefix, operation, pass, step, threshold);
  }

  /** Q16 */
  protected draw(column: number): number {
    return gaussian(absorb(this.#state, column));
  }
}

/** Noise of reading a column, sigma = E * sqrt(products). Source: docs/analog.md, "A column", `read`; the thesis on
 *  RAELLA, 7.3. Roundings floor(x + 1/2), the square root down. */
export class ReadNoise extends SampleNoise {
  readonly #sigma: number;

  constructor(nonideal: Nonideal | undefined, slice: number, macro: number) {
    const { seed, read } = everyLayer(nonideal);
    super(read, seed, noiseKinds.read, slice, macro);
    this.#sigma = toQ16(read);
  }

  /** @param products N+ + N- + N_ref, Q12 levels, below 2^40  @returns Q12 levels */
  sample(products: number, column: number): number {
    if (!this.on) return 0;
    // At most 65536 * 2^26 and then 2^26 * 408306: below 2^45.
    return mulQ16(mulQ16(this.#sigma, isqrt(products * Q12)), this.draw(column));
  }
}

/** Noise of the converter or of its comparator, sigma in steps of 2^shift levels.
 *  Source: docs/analog.md, "A column", `adc` and `comparator`. Roundings floor(x + 1/2). */
export class StepNoise extends SampleNoise {
  readonly #sigma: number;

  /** @param layer whose key and kind of draw it is */
  constructor(
    nonideal: Nonideal | undefined,
    layer: 'adc' | 'comparator',
    shift: number,
    slice: number,
    macro: number,
  ) {
    const every = everyLayer(nonideal);
    super(every[layer], every.seed, noiseKinds[layer], slice, macro);
    this.#sigma = mulQ16(toQ16(every[layer]), 2 ** shift * Q12);
  }

  /** @returns Q12 levels */
  sample(column: number): number {
    // A sigma of 2^20 * 2^shift * 4096 / 2^16 has 21 bits before its zeros: its product with 20 bits is a double.
    return this.on ? mulQ16(this.#sigma, this.draw(column)) : 0;
  }
}
