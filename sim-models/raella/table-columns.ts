import type { Nonideal } from '../../config/puma-mvmu.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { ColumnSums } from '../analog/column-sums.js';
import { type Converter, convertRounded } from '../analog/converter.js';
import { Drive } from '../analog/drive.js';
import { kernel } from '../analog/kernel.js';
import { ProgrammingVariation } from '../analog/programming-variation.js';
import { AdcNoise, ReadNoise } from '../analog/sample-noise.js';
import { columnPlaces, encodeCells } from './encode.js';
import type { HeldColumns, HeldStep } from './held-columns.js';
import { codeBits, type RaellaLayer } from './layer.js';

/** Vectors whose sums are made at once. */
const batchVectors = 16;

/** The same columns as `ArrayColumns` with non-idealities, their sums made by the kernel: those of the eight input bits
 *  for both devices of the pairs, once a batch. The sum of a step of several bits is the sum of theirs, shifted. */
export class TableColumns implements HeldColumns {
  readonly #rows: number;
  readonly #columns: number;
  readonly #passes: number;
  readonly #converter: Converter;
  /** By device, the positive one first. */
  readonly #devices: readonly [ColumnSums, ColumnSums];
  readonly #read: ReadNoise;
  readonly #adc: AdcNoise;
  /** First vector of the batch whose sums are there. */
  #first = 0;
  #make: (from: number) => readonly [Float64Array, Float64Array] = () => this.#sums;
  /** Q12 levels, by device [vectors of the batch][passes][input bits][columns]. */
  #sums: readonly [Float64Array, Float64Array] = [new Float64Array(), new Float64Array()];
  /** Where the sums of the lowest bit of the held step begin, and how many bits it has. */
  #at = 0;
  #bits = 0;

  constructor(config: RaellaCrossbarConfig, layer: RaellaLayer, converter: Converter, nonideal: Nonideal) {
    const { rows, cellBits } = config;
    const places = columnPlaces(layer);
    const columns = places.lanes;
    const largest = 2 ** cellBits - 1;
    const variation = new ProgrammingVariation(nonideal, largest, largest, 0);
    const cells = encodeCells(layer, rows, places);
    const programmed = (device: 0 | 1) =>
      cells.map((cell, at) => {
        const level = Math.max(device === 0 ? cell : -cell, 0);
        return variation.program(level, device, Math.floor(at / columns), at % columns);
      });
    this.#rows = rows;
    this.#columns = columns;
    this.#passes = layer.signedInputs ? 2 : 1;
    this.#converter = converter;
    this.#devices = [
      new ColumnSums(programmed(0), rows, columns),
      new ColumnSums(programmed(1), rows, columns),
    ];
    this.#read = new ReadNoise(nonideal, 0);
    this.#adc = new AdcNoise(nonideal, converter.shift, 0);
  }

  begin(inputs: Int32Array): void {
    const vectors = Math.min(batchVectors, inputs.length / this.#rows);
    const shared = kernel();
    shared.begin();
    const form = this.#passes === 2 ? 'two-pass' : 'unsigned';
    const drive = new Drive(shared, { rows: this.#rows, inputBits: codeBits, dacBits: 1, form }, vectors);
    const [positive, negative] = this.#devices.map((device) => device.prepare(shared, drive, vectors));
    this.#first = -1;
    this.#make = (from) => {
      drive.load(inputs.subarray(from * this.#rows, (from + vectors) * this.#rows), true, false);
      const count = drive.samples * codeBits * this.#columns;
      return [shared.float64(positive!(), count), shared.float64(negative!(), count)];
    };
  }

  hold({ vector, operation, pass, number, high, low }: HeldStep): void {
    const first = vector - (vector % batchVectors);
    if (first !== this.#first) {
      this.#sums = this.#make(first);
      this.#first = first;
    }
    this.#at = (((vector - first) * this.#passes + pass) * codeBits + low) * this.#columns;
    this.#bits = high - low + 1;
    this.#read.at(operation, pass, number);
    this.#adc.at(operation, pass, number);
  }

  convert(column: number): number {
    const [positive, negative] = this.#sums;
    let plus = 0;
    let minus = 0;
    let at = this.#at + column;
    for (let bit = 0; bit < this.#bits; bit++) {
      plus += positive[at]! * 2 ** bit;
      minus += negative[at]! * 2 ** bit;
      at += this.#columns;
    }
    const noise = this.#read.sample(plus + minus, column) + this.#adc.sample(column);
    return convertRounded(this.#converter, plus - minus + noise);
  }
}
