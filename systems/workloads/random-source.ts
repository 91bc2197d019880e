/** Uniform 32-bit numbers for stimuli: a counter through the murmur3 finaliser. Same seed, same numbers.
 *  (The noise of the analog macros has a source of its own, docs/noise.md.) */
export class RandomSource {
  #counter: number;

  constructor(seed: number) {
    this.#counter = seed | 0;
  }

  /** 0 .. 2^32 - 1. */
  next(): number {
    this.#counter = (this.#counter + 0x9e3779b9) | 0;
    let x = this.#counter ^ (this.#counter >>> 16);
    x = Math.imul(x, 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return (x ^ (x >>> 16)) >>> 0;
  }

  /** An integer of min .. max, both possible, for spans up to 2^21 without measurable bias. */
  integer(min: number, max: number): number {
    return min + Math.floor((this.next() / 2 ** 32) * (max - min + 1));
  }
}
