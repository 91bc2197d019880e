import type { RaellaArrayConfig, RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import type { RaellaLayer } from '../../sim-models/raella/index.js';
import type { CellImage } from '../cell-image.js';
import { checkWeights } from '../check-elements.js';
import { packRows } from '../pack-rows.js';
import { arrayShape } from '../shape.js';
import { cellLevel } from './filter-cells.js';
import { layerCentres } from './layer-centres.js';
import { sliceFields } from './slicing.js';

/** Code of the weight 0 where weights are -128..127. */
const zeroCode = 128;

/** The layer of a matrix of signed weights: codes w + 128, whose zero is 128, and the centres of eq. 4.2.
 *
 *  @param weights rows x filters, row-major, -128..127  @param centres [filters]; absent: those of eq. 4.2
 *  @throws {CrossweaveError} CW-W001 wrong number of weights, CW-W003 weights out of range */
export function matrixLayer(
  config: RaellaArrayConfig,
  weights: Int32Array,
  centres?: Uint8Array,
): RaellaLayer & { readonly zeroCodes: Uint8Array } {
  checkWeights(config, weights);
  const { rows, columns: outputs } = arrayShape(config);
  const zeroCodes = new Uint8Array(outputs).fill(zeroCode);
  // Filter by filter, as layers of networks have their weights.
  const filters = Uint8Array.from({ length: rows * outputs }, (_, k) => {
    const output = Math.floor(k / rows);
    return weights[(k - output * rows) * outputs + output]! + zeroCode;
  });
  const layer = { rows, outputs, weights: filters, zeroPoints: zeroCodes };
  return {
    ...config.layer,
    codes: Uint8Array.from(weights, (weight) => weight + zeroCode),
    centres: centres ?? layerCentres(layer, rows, config.layer.slicing, 'center-offset'),
    zeroCodes,
  };
}

/** What a crossbar is loaded with. */
export interface CrossbarImage {
  readonly cells: CellImage;
  /** Values of `layer_kind_i`, `layer_index_i` and `layer_data_i`, a word each. */
  readonly kinds: Uint32Array;
  readonly indices: Uint32Array;
  readonly data: Uint32Array;
}

/** Cells and layer words of a layer. Source: docs/raella.md, "Cells" and "Pins".
 *  @param layer that fits the crossbar */
export function crossbarImage(config: RaellaCrossbarConfig, layer: RaellaLayer): CrossbarImage {
  const { rows, columns, cellBits } = config;
  const { slicing, codes, centres, zeroCodes, used, speculate, signedInputs } = layer;
  const fields = sliceFields(slicing);
  const filters = centres.length;
  const cells = new Int32Array(rows * columns);
  for (let at = 0; at < codes.length; at++) {
    if (used?.[at] === 0) continue;
    const filter = at % filters;
    const first = Math.floor(at / filters) * columns + filter * fields.length;
    for (const [i, field] of fields.entries())
      cells[first + i] = cellLevel(field, codes[at]! - centres[filter]!);
  }
  const width = cellBits + 1;
  const wordsPerRow = Math.ceil((columns * width) / 32);
  const settings =
    (filters * fields.length) |
    (fields.length << 10) |
    (Number(speculate) << 14) |
    (Number(signedInputs) << 15);
  const words = [
    [0, 0, settings] as const,
    ...fields.map(({ low }, i) => [1, i, low] as const),
    ...Array.from(centres, (centre, p) => [2, p, (centre - (zeroCodes?.[p] ?? 0)) & 0x1ff] as const),
  ];
  return {
    cells: {
      dataBits: columns * width,
      wordsPerRow,
      slices: [{ rows: packRows(cells, rows, columns, width, wordsPerRow) }],
    },
    kinds: Uint32Array.from(words, ([kind]) => kind),
    indices: Uint32Array.from(words, ([, index]) => index),
    data: Uint32Array.from(words, ([, , data]) => data),
  };
}
