import { bitSums, histogramOf } from './bit-sums.js';
import { bestCentre } from './centre.js';
import type { IntegerLayer } from './integer-layer.js';
import { rowBlocks } from './row-blocks.js';
import { type Slicing, sliceFields } from './slicing.js';

/** The centres of a layer's filters: each part of a dot product that lies in its own crossbar has its own.
 *
 *  @param strategy `zero-offset` takes the code of zero instead of eq. 4.2
 *  @returns [row blocks][outputs], 1..255 (0 possible with `zero-offset`) */
export function layerCentres(
  layer: Pick<IntegerLayer, 'rows' | 'outputs' | 'weights' | 'zeroPoints'>,
  crossbarRows: number,
  slicing: Slicing,
  strategy: 'center-offset' | 'zero-offset',
): Uint8Array {
  const fields = sliceFields(slicing);
  const blocks = rowBlocks(layer.rows, crossbarRows);
  const centres = new Uint8Array(blocks.length * layer.outputs);
  for (const [b, block] of blocks.entries()) {
    for (let output = 0; output < layer.outputs; output++) {
      const first = output * layer.rows + block.row;
      const codes = layer.weights.subarray(first, first + block.rows);
      centres[b * layer.outputs + output] =
        strategy === 'zero-offset'
          ? layer.zeroPoints[output]!
          : bestCentre(bitSums(histogramOf(codes)), fields);
    }
  }
  return centres;
}
