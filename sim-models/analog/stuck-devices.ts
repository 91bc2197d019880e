import { everyLayer, type Nonideal } from '../../config/nonideal.js';
import { absorb, absorbAll, noiseKinds, noiseStart } from './noise-source.js';

/** Which devices are stuck, whatever is written to them: u < t_off is stuck off, else u < t_off + t_on stuck on, u the
 *  uniform word of the device and t = floor(share * 2^32). Source: docs/analog.md, "A device", step 1. */
export class StuckDevices {
  readonly #off: number;
  readonly #on: number;
  readonly #states: readonly [number, number];

  constructor(nonideal: Nonideal | undefined, slice: number, macro: number) {
    const { seed, stuckOff, stuckOn } = everyLayer(nonideal);
    this.#off = Math.floor(stuckOff * 2 ** 32);
    this.#on = this.#off + Math.floor(stuckOn * 2 ** 32);
    const state = (device: number) =>
      absorbAll(noiseStart, seed, noiseKinds.stuck, macro, slice, device, 0, 0, 0);
    this.#states = [state(0), state(1)];
  }

  /** @param device 0 the only or positive one, 1 the negative one of a pair
   *  @returns what it is stuck at; absent: it is not */
  stuck(device: 0 | 1, row: number, column: number): 'off' | 'on' | undefined {
    if (this.#on === 0) return undefined;
    const u = absorb(absorb(this.#states[device], row), column) >>> 0;
    if (u < this.#off) return 'off';
    return u < this.#on ? 'on' : undefined;
  }
}
