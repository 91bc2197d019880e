import { runtime } from './runtime.js';

const pair = new BigUint64Array(1);
const halves = new Uint32Array(pair.buffer);

/** Bits in 32-bit words, low first. The value of all of them is made when it is read, and kept until a word changes. */
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

  /** All bits, unsigned. */
  all(): bigint {
    this.#value ??= runtime.bitsAtBig(this.words, 0, this.#bits);
    return this.#value;
  }

  /** Replaces all bits; whether they are others than before. @param value unsigned */
  assign(value: bigint): boolean {
    if (this.all() === value) return false;
    this.#value = value;
    this.words.fill(0);
    // Pieces of a few words, since shifting the whole once a word costs the square of its width.
    for (let first = 0, rest = value; first < this.words.length && rest !== 0n; first += 16, rest >>= 512n) {
      let piece = BigInt.asUintN(512, rest);
      for (let at = first; at < Math.min(first + 16, this.words.length); at += 2) {
        pair[0] = piece;
        this.words[at] = halves[0] ?? 0;
        this.words[at + 1] = halves[1] ?? 0;
        piece >>= 64n;
      }
    }
    return true;
  }
}
