import { everyLayer, type Nonideal } from '../../config/nonideal.js';
import { mulQ16, Q12, toQ16 } from './fixed-point.js';
import { absorb, absorbAll, gaussian, noiseKinds, noiseStart } from './noise-source.js';

/** Capacitors that differ from the unit capacitor: c = clamp(4096 + round(g * S / 2^16), 0, 8192), S the sigma in Q12.
 *  Source: docs/analog.md, "A device", step 4; the mixed-signal paper, section III. */
export class CapacitorMismatch {
  readonly #sigma: number;
  readonly #state: number;

  constructor(nonideal: Nonideal | undefined, slice: number, macro: number) {
    const { seed, capacitorMismatch } = everyLayer(nonideal);
    this.#sigma = mulQ16(toQ16(capacitorMismatch), Q12);
    this.#state = absorbAll(noiseStart, seed, noiseKinds.capacitor, macro, slice, 0, 0, 0, 0);
  }

  /** @returns Q12 of a unit capacitor */
  capacitor(row: number, column: number): number {
    if (this.#sigma === 0) return Q12;
    const g = gaussian(absorb(absorb(this.#state, row), column));
    return Math.min(Math.max(Q12 + mulQ16(g, this.#sigma), 0), 2 * Q12);
  }
}
