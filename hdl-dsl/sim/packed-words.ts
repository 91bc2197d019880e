import { runtime } from './runtime.js';

/** The bits of a memory in 32-bit words, low first. The value of all of them is made when it is read, and kept until a
 *  word is written. */
export class PackedWords {
  readonly words: Uint32Array;
  readonly #bits: number;
  #value: bigint | undefined;

  constructor(bits: number) {
    this.#bits = bits;
    // Reads of a run of bits look at one word more.
    this.words = new Uint32Array(Math.ceil(bits / 32) + 2);
  }

  /** To be called after `words` has changed. */
  touch(): void {
    this.#value = undefined;
  }

  all(): bigint {
    this.#value ??= runtime.bitsAtBig(this.words, 0, this.#bits);
    return this.#value;
  }
}
