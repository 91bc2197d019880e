import { type Convolution, convolutionShape, fillPatches } from './convolution.js';
import type { IntegerLayer } from './integer-layer.js';
import { layerCentres } from './layer-centres.js';
import { rowBlocks } from './row-blocks.js';

/** Psums that calibration may reach, of the 2^15 - 1 of a crossbar: a quarter is left for data that was not seen. */
const limit = 0.75 * 2 ** 15;

/** What most layers are cut into, and last layers. */
const slicings = [
  [4, 2, 2],
  [1, 1, 1, 1, 1, 1, 1, 1],
];

/** The least scale of input codes with which no offset psum of some inputs leaves 16 bits.
 *
 *  A psum is sum over the rows of a crossbar of (w - phi) I, with I = x / scale; so
 *  scale >= max |sum of (w - phi) x| / limit. The centres are those of two slicings: 4-2-2 and eight times 1 bit.
 *  @param inputs real and not negative, [images][values] of whole images
 *  @returns real units a code; 0 where psums are 0 */
export function leastInputScale(
  layer: IntegerLayer,
  convolution: Convolution | undefined,
  crossbarRows: number,
  inputs: readonly Float64Array[],
): number {
  const { rows, outputs, weights } = layer;
  const strategies = slicings.map((slicing) => layerCentres(layer, crossbarRows, slicing, 'center-offset'));
  let largest = 0;
  for (const image of inputs) {
    const vectors = convolution ? patchesOf(convolution, image) : image;
    for (const [b, block] of rowBlocks(rows, crossbarRows).entries()) {
      for (let output = 0; output < outputs; output++) {
        const weight = output * rows + block.row;
        for (let first = block.row; first < vectors.length; first += rows) {
          let [weighted, plain] = [0, 0];
          for (let i = 0; i < block.rows; i++) {
            weighted += weights[weight + i]! * vectors[first + i]!;
            plain += vectors[first + i]!;
          }
          for (const centres of strategies)
            largest = Math.max(largest, Math.abs(weighted - centres[b * outputs + output]! * plain));
        }
      }
    }
  }
  return largest / limit;
}

function patchesOf(convolution: Convolution, image: Float64Array): Float64Array {
  const { rows, height, width } = convolutionShape(convolution);
  const patches = new Float64Array(height * width * rows);
  fillPatches(convolution, image, 0, patches);
  return patches;
}
