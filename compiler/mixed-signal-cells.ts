import type { MixedSignalArrayConfig } from '../config/mixed-signal-array.js';
import type { CellImage } from './cell-image.js';
import { checkWeights, type MatrixOrigin } from './check-elements.js';
import { packRows } from './pack-rows.js';

/** Cells of a mixed-signal array, packed for its programming port: weightBits bits an output.
 *
 *  `xnor-capacitor` holds -1 and +1 as 0 and 1; `bit-serial-sram` bit m of the two's complement weight in cell column
 *  j * weightBits + m; the others u = w + 2^(weightBits-1).
 *
 *  @param weights rows x columns, row-major
 *  @throws {CrossweaveError} CW-W001 wrong number of weights, CW-W003 weights out of range
 *  Source: docs/mixed-signal-arrays.md, "Arithmetic". */
export function encodeMixedSignalCells(
  config: MixedSignalArrayConfig,
  weights: Int32Array,
  origin: MatrixOrigin = {},
): CellImage {
  checkWeights(config, weights, origin);
  const { style, rows, columns, weightBits } = config;
  const dataBits = columns * weightBits;
  const wordsPerRow = Math.ceil(dataBits / 32);
  const cells = weights.map((w) => {
    if (style === 'xnor-capacitor') return bitOfSign(w);
    return style === 'bit-serial-sram' ? w : w + 2 ** (weightBits - 1);
  });
  return {
    dataBits,
    wordsPerRow,
    slices: [{ rows: packRows(cells, rows, columns, weightBits, wordsPerRow) }],
  };
}

/** Inputs as the input registers take them: -1 and +1 of `xnor-capacitor` as 0 and 1.
 *  @param inputs vectors x rows, in range */
export function encodeMixedSignalInputs({ style }: MixedSignalArrayConfig, inputs: Int32Array): Int32Array {
  return style === 'xnor-capacitor' ? inputs.map(bitOfSign) : inputs;
}

const bitOfSign = (value: number): number => (value > 0 ? 1 : 0);
