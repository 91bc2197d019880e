const fieldsPerWrite = 5;

/** Writes of the configuration port in order, packed: five 32-bit words each. */
export class ConfigWrites {
  #words = new Uint32Array(1 << 12);
  #length = 0;

  /** Writes. */
  get length(): number {
    return this.#length / fieldsPerWrite;
  }

  /** @param low bits 31..0 of the data @param high bits 63..32 */
  add(unit: number, space: number, address: number, low: number, high = 0): void {
    if (this.#length + fieldsPerWrite > this.#words.length) {
      const grown = new Uint32Array(2 * this.#words.length);
      grown.set(this.#words);
      this.#words = grown;
    }
    const words = this.#words;
    words[this.#length] = unit;
    words[this.#length + 1] = space;
    words[this.#length + 2] = address;
    words[this.#length + 3] = low;
    words[this.#length + 4] = high;
    this.#length += fieldsPerWrite;
  }

  /** Unit, space, address, low and high half of the data of write k. */
  at(k: number): readonly [number, number, number, number, number] {
    const [unit = 0, space = 0, address = 0, low = 0, high = 0] = this.#words.subarray(
      k * fieldsPerWrite,
      (k + 1) * fieldsPerWrite,
    );
    return [unit, space, address, low, high];
  }
}
