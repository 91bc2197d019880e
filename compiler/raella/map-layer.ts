import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Shape } from '../shape.js';
import { rowBlocks } from './row-blocks.js';

/** The part of a layer in one crossbar: outputs `output` .. `output + outputs - 1` of rows `row` .. `row + rows - 1`.
 *  Weights lie at word line 0 and up; the word lines above them get inputs of 0. */
export interface MappedCrossbar {
  readonly row: number;
  readonly rows: number;
  readonly output: number;
  readonly outputs: number;
}

/** Where a layer lies, and how well it uses its crossbars. */
export interface LayerMapping {
  /** Outputs a crossbar has room for: floor(columns / slices). */
  readonly filtersPerCrossbar: number;
  /** Output blocks outer; those of an output block add up their psums and centre terms. */
  readonly crossbars: readonly MappedCrossbar[];
  /** Share of the word lines that hold weights, 0..1. */
  readonly rowUtilisation: number;
  /** Share of the cell columns that hold weights, 0..1. */
  readonly columnUtilisation: number;
  /** Conversions a multiply-accumulate, for one conversion a column: slices * outputs of all crossbars over the
   *  layer's rows * outputs. Multiply by the conversions a column (8 without speculation, about 3.3 with it). */
  readonly columnsPerMac: number;
}

/** Lays a layer's dot products out over crossbars.
 *
 *  @param layer `rows` weights of a dot product, `columns` outputs; for a convolution rows are channels x kernel
 *  @param slices of the layer's slicing  @throws {CrossweaveError} CW-W204 a filter is wider than a crossbar */
export function mapLayer(layer: Shape, crossbar: Shape, slices: number): LayerMapping {
  const filtersPerCrossbar = Math.floor(crossbar.columns / slices);
  if (filtersPerCrossbar === 0) throw new CrossweaveError(narrowCrossbar(slices, crossbar.columns));
  const blocks = rowBlocks(layer.rows, crossbar.rows);
  const crossbars: MappedCrossbar[] = [];
  for (let output = 0; output < layer.columns; output += filtersPerCrossbar) {
    const outputs = Math.min(filtersPerCrossbar, layer.columns - output);
    for (const block of blocks) crossbars.push({ ...block, output, outputs });
  }
  const outputBlocks = crossbars.length / blocks.length;
  return {
    filtersPerCrossbar,
    crossbars,
    rowUtilisation: layer.rows / (blocks.length * crossbar.rows),
    columnUtilisation: (layer.columns * slices) / (outputBlocks * crossbar.columns),
    columnsPerMac: (blocks.length * slices) / layer.rows,
  };
}

/** The finding of a filter with more slices than a crossbar has columns. */
export function narrowCrossbar(slices: number, columns: number) {
  return {
    code: 'CW-W204',
    severity: 'error',
    message: 'a filter does not fit the crossbar',
    expected: `at least ${slices} columns`,
    actual: String(columns),
    hint: 'raise `columns`, or take a slicing of fewer slices; a last layer has eight',
  } as const;
}
