import type { Nonideal } from '../../config/nonideal.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { ColumnNoise } from '../analog/column-noise.js';
import { ColumnSums } from '../analog/column-sums.js';
import { type Converter, convertRounded } from '../analog/converter.js';
import { DeviceModel } from '../analog/device-model.js';
import { Drive } from '../analog/drive.js';
import { kernel } from '../analog/kernel.js';
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
  readonly #noise: ColumnNoise;
  /** First vector of the batch whose sums are there. */
  #first = 0;
  #make: (from: number) => readonly [Float64Array, Float64Array] = () => this.#sums;
  /** Q12 levels, by device [vectors of the batch][passes][input bits][columns]. */
  #sums: readonly [Float64Array, Float64Array] = [new Float64Array(), new Float64Array()];
  /** Where the sums of the lowest bit of the held step begin, and how many bits it has. */
  #at = 0;
  #bits = 0;

  /** @param macro number of the crossbar in the design, for the address of its noise */
  constructor(
    config: RaellaCrossbarConfig,
    layer: RaellaLayer,
    converter: Converter,
    nonideal: Nonideal,
    macro: number,
  ) {
    const { rows, cellBits } = config;
    const places = columnPlaces(layer);
    const columns = places.lanes;
    const largest = 2 ** cellBits - 1;
    const model = new DeviceModel(nonideal, {
      ...{ rows, columns: config.columns, largestOfCell: largest, largest, slice: 0, macro },
    });
    const cells = encodeCells(layer, rows, places);
    const values = (device: 0 | 1) =>
      cells.map((cell, at) => {
        const level = Math.max(device === 0 ? cell : -cell, 0);
        return model.value(level, device, Math.floor(at / columns), at % columns);
      });
    this.#rows = rows;
    this.#columns = columns;
    this.#passes = layer.signedInputs ? 2 : 1;
    this.#converter = converter;
    this.#devices = [new ColumnSums(values(0), rows, columns), new ColumnSums(values(1), rows, columns)];
    this.#noise = new ColumnNoise(nonideal, model.offCurrent, converter.shift, 0, macro);
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
    // Pairs of devices have no reference column, so the sum of the row codes is not asked for.
    this.#noise.at(operation, pass, number, 0);
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
    return convertRounded(this.#converter, this.#noise.total(plus, minus, column));
  }
}
