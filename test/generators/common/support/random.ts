/** Repeatable integers for stimuli: Lehmer's generator modulo 2^31 - 1. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** An integer in `min` .. `max`. */
  integer(min: number, max: number): number {
    this.#state = (this.#state * 48271) % 2147483647;
    return min + (this.#state % (max - min + 1));
  }
}
