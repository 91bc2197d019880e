import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import type { Converter } from '../analog/converter.js';
import { SliceArray } from '../analog/slice-array.js';
import { columnPlaces, encodeCells } from './encode.js';
import type { HeldColumns, HeldStep } from './held-columns.js';
import type { RaellaLayer } from './layer.js';

/** The columns of a slice array, each converted when it is asked for; with any non-idealities. */
export class ArrayColumns implements HeldColumns {
  readonly #rows: number;
  readonly #dacBits: number;
  readonly #array: SliceArray;
  #inputs: Int32Array = new Int32Array();

  /** @param macro number of the crossbar in the design, for the address of its noise */
  constructor(config: RaellaCrossbarConfig, layer: RaellaLayer, converter: Converter, macro: number) {
    const { rows, columns, cellBits, dacBits, nonideal } = config;
    const places = columnPlaces(layer);
    const { lanes } = places;
    this.#rows = rows;
    this.#dacBits = dacBits;
    const bits = cellBits;
    this.#array = new SliceArray({
      ...{ rows, columns, signed: true, dacBits, cellBits, bits, slice: 0, macro, converter, nonideal },
    });
    encodeCells(layer, rows, places).forEach((cell, at) => {
      this.#array.program(Math.floor(at / lanes), at % lanes, cell);
    });
  }

  begin(inputs: Int32Array): void {
    this.#inputs = inputs;
  }

  hold({ vector, operation, pass, number, high, low }: HeldStep): void {
    const { words } = this.#array;
    const planes = new Uint32Array(this.#dacBits * words);
    for (let row = 0; row < this.#rows; row++) {
      const x = this.#inputs[vector * this.#rows + row]!;
      const magnitude = Math.max(pass === 0 ? x : -x, 0);
      for (let bit = low; bit <= high; bit++) {
        const word = (bit - low) * words + (row >>> 5);
        planes[word] = planes[word]! | (((magnitude >> bit) & 1) << (row & 31));
      }
    }
    this.#array.sample(planes, operation, pass, number);
  }

  convert(column: number): number {
    return this.#array.convert(column);
  }
}
