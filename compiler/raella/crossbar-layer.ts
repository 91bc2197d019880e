import type { RaellaLayer } from '../../sim-models/raella/index.js';
import type { IntegerLayer } from './integer-layer.js';
import type { MappedCrossbar } from './map-layer.js';

/** Weights and centres of one crossbar of a mapped layer, rows above the layer's filled up as unused.
 *
 *  @param centres [row blocks][outputs], as of `trySlicings`  @param crossbarRows word lines
 *  @returns codes [crossbarRows][filters], used [crossbarRows][filters], centres [filters] */
export function crossbarWeights(
  layer: IntegerLayer,
  centres: Uint8Array,
  { row, rows, output, outputs }: MappedCrossbar,
  crossbarRows: number,
): Required<Pick<RaellaLayer, 'codes' | 'used' | 'centres'>> {
  const codes = new Uint8Array(crossbarRows * outputs);
  const used = new Uint8Array(crossbarRows * outputs).fill(1, 0, rows * outputs);
  for (let i = 0; i < rows; i++) {
    for (let p = 0; p < outputs; p++)
      codes[i * outputs + p] = layer.weights[(output + p) * layer.rows + row + i]!;
  }
  const first = (row / crossbarRows) * layer.outputs + output;
  return { codes, used, centres: centres.slice(first, first + outputs) };
}
