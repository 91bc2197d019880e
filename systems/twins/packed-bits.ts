import type { PortValue } from '../../hdl-dsl/sim/black-box-model.js';

/** 32-bit words of a port's value, low first. The words are reused by the next `unpack`. */
export class PackedBits {
  readonly words: Uint32Array;
  readonly #pairs: BigUint64Array;

  /** @param width of the port, bits */
  constructor(width: number) {
    this.#pairs = new BigUint64Array(Math.ceil(width / 64));
    this.words = new Uint32Array(this.#pairs.buffer);
  }

  unpack(value: PortValue): void {
    if (typeof value === 'number') {
      this.words[0] = value;
      return;
    }
    let rest = value;
    for (let i = 0; i < this.#pairs.length; i++) {
      this.#pairs[i] = rest; // keeps the low 64 bits
      rest >>= 64n;
    }
  }

  /** Bits `at` .. `at + count - 1` as an unsigned number. @param count 1..32 */
  field(at: number, count: number): number {
    const word = at >>> 5;
    const shift = at & 31;
    let bits = this.words[word]! >>> shift;
    if (shift + count > 32) bits |= this.words[word + 1]! << (32 - shift);
    return count === 32 ? bits >>> 0 : bits & ((1 << count) - 1);
  }
}
