import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { type CellCurrents, cellCurrents } from './cell-currents.js';
import { ColumnReader } from './column-reader.js';
import { mixedSignalGeometry } from './geometry.js';

/** The analog part of a mixed-signal array by itself, one column at a time: cells, held row codes, converts and
 *  comparisons. Source: docs/mixed-signal-arrays.md, "The macro". Cells never written give nothing. */
export class MixedSignalMacro {
  /** 32-bit words of a bit plane. */
  readonly words: number;
  readonly #rows: number;
  readonly #codeBits: number;
  readonly #currents: CellCurrents;
  readonly #reader: ColumnReader;
  /** [lanes][rows] */
  readonly #driven: Int32Array;
  readonly #idle: Int32Array;
  readonly #held: Uint8Array;

  constructor(config: MixedSignalArrayConfig) {
    const { lanes, codeBits } = mixedSignalGeometry(config);
    const { rows } = config;
    this.words = Math.ceil(rows / 32);
    this.#rows = rows;
    this.#codeBits = codeBits;
    this.#currents = cellCurrents(config);
    this.#reader = new ColumnReader(config, this.#currents.offCurrent);
    this.#driven = new Int32Array(lanes * rows);
    this.#idle = new Int32Array(lanes * rows);
    this.#held = new Uint8Array(rows);
  }

  /** Writes one cell. @param lane column of the macro  @param level as on the programming pins, unsigned */
  program(row: number, lane: number, level: number): void {
    const at = lane * this.#rows + row;
    this.#driven[at] = this.#currents.driven(level, row, lane);
    this.#idle[at] = this.#currents.idle(level, row, lane);
  }

  /** Holds row codes. @param planes [bits of the code][words], bit i % 32 of word i / 32 is row i
   *  @param operation, step address of the noise */
  sample(planes: Uint32Array, operation: number, step: number): void {
    let drive = 0;
    for (let row = 0; row < this.#rows; row++) {
      let code = 0;
      for (let bit = 0; bit < this.#codeBits; bit++) {
        code |= ((planes[bit * this.words + (row >>> 5)]! >>> (row & 31)) & 1) << bit;
      }
      this.#held[row] = code;
      drive += code;
    }
    this.#reader.at(operation, step, drive);
  }

  /** @returns code of a column of the held sums, steps */
  convert(lane: number): number {
    return this.#reader.code(this.#sum(lane), lane);
  }

  /** Whether a column of the held sums reaches threshold n of a ramp. */
  reached(lane: number, n: number): boolean {
    return this.#reader.reached(this.#sum(lane), lane, n);
  }

  #sum(lane: number): number {
    let sum = 0;
    for (let row = 0, at = lane * this.#rows; row < this.#rows; row++, at++) {
      const code = this.#held[row]!;
      sum += code === 0 ? this.#idle[at]! : code * this.#driven[at]!;
    }
    return sum;
  }
}
