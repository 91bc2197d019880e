import {
  centreBits,
  centresApart,
  crossbarFields,
  crossbarWords,
  layerRegisters,
  quantiserWords,
  spaceLow,
  spaces,
  wordLineBits,
} from '../../../config/raella/configuration-map.js';
import { crossbarsOf, rowWords } from '../../../config/raella/geometry.js';
import { type CrossbarProgram, type LayerProgram, slicingOf } from '../../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { filterCells } from '../filter-cells.js';

/** One write of the configuration port. */
export interface ConfigWrite {
  readonly address: number;
  /** 0 .. 2^32 - 1 */
  readonly data: number;
}

/** An address of the configuration port. */
export function configAddress(space: keyof typeof spaces, index: number): number {
  return spaces[space] * 2 ** spaceLow + index;
}

/** Everything that goes through the configuration port to program a layer: registers, table, cells, centres, quantiser.
 *  Whatever the tile held before does not matter. Source: docs/raella-tile.md, "Ports of the tile". */
export function programWrites(config: RaellaTileConfig, program: LayerProgram): ConfigWrite[] {
  const writes: ConfigWrite[] = [];
  const write = (space: keyof typeof spaces, index: number, data: number) =>
    writes.push({ address: configAddress(space, index), data: data >>> 0 });
  for (const [index, { name }] of layerRegisters.entries()) write('layer', index, program.registers[name]);

  for (let g = 0; g < crossbarsOf(config); g++) {
    const crossbar = program.crossbars.find(({ number }) => number === g);
    for (const [word, data] of tableWords(crossbar).entries())
      write('crossbars', crossbarWords * g + word, data);
  }
  const slicing = slicingOf(program.registers);
  for (const crossbar of program.crossbars) {
    const { number, elements, filters, centres, zeroCodes } = crossbar;
    const cells = columnCells(crossbar, slicing);
    const columns = filters * slicing.length;
    for (let i = 0; i < elements; i++) {
      const row = packedRow(config, cells.subarray(i * columns, (i + 1) * columns));
      for (const [k, word] of row.entries()) write('row', k, word);
      write('cells', 0, number * 2 ** wordLineBits + i);
    }
    for (let f = 0; f < filters; f++) {
      write('centres', centresApart * number + f, (centres[f]! - zeroCodes[f]!) & (2 ** centreBits - 1));
    }
  }
  for (const [n, scale] of program.scales.entries()) {
    write('quantiser', 2 * n + quantiserWords.scale, scale);
    write('quantiser', 2 * n + quantiserWords.bias, program.biases[n]!);
  }
  return writes;
}

/** The words of a crossbar in the table; that of an unused one only says so. */
function tableWords(crossbar: CrossbarProgram | undefined): Uint32Array {
  const words = new Uint32Array(crossbar === undefined ? 1 : crossbarWords);
  if (crossbar === undefined) return words;
  const values = { ...crossbar, used: 1 };
  for (const { name, word, low } of crossbarFields) words[word]! |= values[name] << low;
  return words;
}

/** Cells of all columns in use, filter by filter. @returns [elements][filters * slices] */
function columnCells({ codes, centres, elements, filters }: CrossbarProgram, slicing: readonly number[]) {
  const slices = slicing.length;
  const columns = filters * slices;
  const cells = new Int8Array(elements * columns);
  for (let f = 0; f < filters; f++) {
    const own = Uint8Array.from({ length: elements }, (_, i) => codes[i * filters + f]!);
    const levels = filterCells(own, slicing, centres[f]!);
    for (let i = 0; i < elements; i++) {
      cells.set(levels.subarray(i * slices, (i + 1) * slices), i * columns + f * slices);
    }
  }
  return cells;
}

/** A word line in the words of the row buffer; columns without a cell hold 0. */
function packedRow(config: RaellaTileConfig, cells: Int8Array): Uint32Array {
  const width = config.cellBits + 1;
  const words = new Uint32Array(rowWords(config));
  for (const [column, cell] of cells.entries()) {
    const at = column * width;
    const bits = cell & (2 ** width - 1);
    const shift = at % 32;
    words[Math.floor(at / 32)]! |= bits << shift;
    if (shift + width > 32) words[Math.floor(at / 32) + 1]! |= bits >>> (32 - shift);
  }
  return words;
}
