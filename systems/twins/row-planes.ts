import type { PortValue } from '../../hdl-dsl/sim/black-box-model.js';
import { PackedBits } from './packed-bits.js';

/** Row codes as the golden chain takes them: [bits][words], bit i % 32 of word i / 32 is word line i. */
export class RowPlanes {
  readonly words: Uint32Array;
  readonly #rows: number;
  readonly #bits: number;
  readonly #port: PackedBits;

  /** @param bits of a row code */
  constructor(rows: number, bits: number) {
    this.#rows = rows;
    this.#bits = bits;
    this.#port = new PackedBits(rows * bits);
    this.words = new Uint32Array(bits * Math.ceil(rows / 32));
  }

  /** Takes the plane-major value of the pin `row_code_i`. */
  unpack(value: PortValue): Uint32Array {
    this.#port.unpack(value);
    for (let bit = 0, to = 0; bit < this.#bits; bit++) {
      for (let row = 0; row < this.#rows; row += 32) {
        this.words[to++] = this.#port.field(bit * this.#rows + row, Math.min(32, this.#rows - row));
      }
    }
    return this.words;
  }

  clear(): Uint32Array {
    return this.words.fill(0);
  }
}
