import { activeNonideal, type Nonideal } from '../../config/nonideal.js';
import { ColumnNoise } from './column-noise.js';
import { type Converter, convert, convertRounded } from './converter.js';
import { DeviceModel } from './device-model.js';

/** What one slice array is made of. */
export interface SliceArrayShape {
  readonly rows: number;
  readonly columns: number;
  /** Pairs of devices, one for each sign. */
  readonly signed: boolean;
  readonly dacBits: number;
  /** Bits of a cell. */
  readonly cellBits: number;
  /** Bits of the largest cell level here; fewer in a narrower top slice. */
  readonly bits: number;
  /** Number of the slice array, for the noise's address. */
  readonly slice: number;
  /** Number of the macro unit in the design, for the noise's address; absent: 0. */
  readonly macro?: number;
  readonly converter: Converter;
  readonly nonideal?: Nonideal | undefined;
}

/** The analog chain of one slice array, one conversion at a time:
 *  devices -> column sum of the held row codes -> noise -> ADC.
 *  Without non-idealities the sum is exact; with them everything is Q12. Source: spec/mvmu.md, docs/analog.md.
 *  Cells never written are at level 0, without any layer. */
export class SliceArray {
  readonly #shape: SliceArrayShape;
  /** 32-bit words of a bit plane. */
  readonly words: number;
  /** Cell bit planes, [column][device][bit][word]. */
  readonly #planes: Uint32Array;
  /** Programmed devices, Q12 levels, [device][column][row]; only with non-idealities. */
  readonly #devices: readonly Int32Array[];
  readonly #model: DeviceModel;
  readonly #noise: ColumnNoise;
  readonly #held: Uint32Array;
  /** Rows driven by the held codes, and those codes; only with non-idealities. */
  readonly #driven: Uint16Array;
  readonly #heldCodes: Uint8Array;
  #drivenCount = 0;
  readonly #deviceCount: 1 | 2;

  constructor(shape: SliceArrayShape) {
    const { rows, columns, signed, bits, dacBits, slice, macro = 0, converter } = shape;
    const nonideal = activeNonideal(shape.nonideal);
    this.#shape = shape;
    this.#deviceCount = signed ? 2 : 1;
    this.words = Math.ceil(rows / 32);
    this.#planes = new Uint32Array(columns * this.#deviceCount * bits * this.words);
    this.#devices = Array.from({ length: nonideal ? this.#deviceCount : 0 }, () => {
      return new Int32Array(columns * rows);
    });
    this.#model = new DeviceModel(nonideal, {
      ...{ rows, columns, slice, macro },
      largestOfCell: 2 ** shape.cellBits - 1,
      largest: 2 ** bits - 1,
    });
    this.#noise = new ColumnNoise(nonideal, this.#model.offCurrent, converter.shift, slice, macro);
    this.#held = new Uint32Array(dacBits * this.words);
    this.#driven = new Uint16Array(rows);
    this.#heldCodes = new Uint8Array(rows);
  }

  /** Writes one cell. @param cell level, or signed level of a pair, at most 2^bits - 1 in magnitude */
  program(row: number, column: number, cell: number): void {
    const { bits, rows } = this.#shape;
    const word = row >>> 5;
    const mask = 1 << (row & 31);
    for (let device = 0; device < this.#deviceCount; device++) {
      const level = Math.max(device === 0 ? cell : -cell, 0);
      const base = (column * this.#deviceCount + device) * bits * this.words;
      for (let bit = 0; bit < bits; bit++) {
        const at = base + bit * this.words + word;
        this.#planes[at] = (level >> bit) & 1 ? this.#planes[at]! | mask : this.#planes[at]! & ~mask;
      }
      const devices = this.#devices[device];
      if (devices) {
        devices[column * rows + row] = this.#model.value(level, device === 0 ? 0 : 1, row, column);
      }
    }
  }

  /** Holds row codes for the conversions that follow. @param planes [dacBits][words], bit i % 32 of word i / 32 is row i
   *  @param operation, pass, step address of the noise */
  sample(planes: Uint32Array, operation: number, pass: number, step: number): void {
    this.#held.set(planes);
    if (this.#devices.length === 0) return;
    const { rows, dacBits } = this.#shape;
    let driven = 0;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      let code = 0;
      for (let bit = 0; bit < dacBits; bit++) {
        code |= ((planes[bit * this.words + (row >>> 5)]! >>> (row & 31)) & 1) << bit;
      }
      if (code === 0) continue;
      this.#driven[driven] = row;
      this.#heldCodes[driven++] = code;
      sum += code;
    }
    this.#drivenCount = driven;
    this.#noise.at(operation, pass, step, sum);
  }

  /** Converts one column of the held sums. @returns ADC code, steps */
  convert(column: number): number {
    const { converter } = this.#shape;
    if (this.#devices.length === 0) return convert(converter, this.#exactSum(column));
    const positive = this.#deviceSum(0, column);
    const negative = this.#deviceCount === 2 ? this.#deviceSum(1, column) : 0;
    return convertRounded(converter, this.#noise.total(positive, negative, column));
  }

  /** Levels. */
  #exactSum(column: number): number {
    // Locals: private fields are slow to reach in inner loops.
    const { bits, dacBits } = this.#shape;
    const words = this.words;
    const planes = this.#planes;
    const held = this.#held;
    let sum = 0;
    let at = column * this.#deviceCount * bits * words;
    for (let device = 0; device < this.#deviceCount; device++) {
      for (let bit = 0; bit < bits; bit++) {
        for (let plane = 0, from = 0; plane < dacBits; plane++) {
          let ones = 0;
          for (let word = 0; word < words; word++)
            ones += populationCount(planes[at + word]! & held[from++]!);
          sum += device === 0 ? ones << (bit + plane) : -(ones << (bit + plane));
        }
        at += words;
      }
    }
    return sum;
  }

  /** Q12 levels. */
  #deviceSum(device: 0 | 1, column: number): number {
    const devices = this.#devices[device]!;
    const rows = this.#driven;
    const codes = this.#heldCodes;
    const from = column * this.#shape.rows;
    let sum = 0;
    for (let k = 0; k < this.#drivenCount; k++) sum += codes[k]! * devices[from + rows[k]!]!;
    return sum;
  }
}

function populationCount(x: number): number {
  x -= (x >>> 1) & 0x55555555;
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
