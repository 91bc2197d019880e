import { layerCentres } from '../layer-centres.js';
import { expandedLayer } from '../toeplitz.js';
import type { TileMatrix } from './tile-layer.js';

/** Lets one window cover `windows` neighbours of a row: a layer of as many times the outputs, in the same order, with a
 *  wider kernel and centres of its own. It uses more word lines a run.
 *
 *  Source: docs/raella-tile.md, "Matrix"; thesis on RAELLA, partial Toeplitz expansion.
 *  @param windows divides `outWidth`  @param crossbarRows word lines, for the centres
 *  @throws {RangeError} if it does not divide */
export function toeplitz(matrix: TileMatrix, windows: number, crossbarRows: number): TileMatrix {
  const { geometry, layer, slicing } = matrix;
  const { inHeight, inWidth, inChannels, kernelHeight, kernelWidth, strideX, padLeft, outWidth } = geometry;
  if (outWidth % windows !== 0) throw new RangeError(`${windows} windows do not divide a row of ${outWidth}`);
  const convolution = {
    ...{ channels: inChannels, height: inHeight, width: inWidth, kernelHeight, kernelWidth },
    ...{ stride: strideX, padding: padLeft },
  };
  const expanded = expandedLayer(layer, convolution, windows);
  return {
    ...matrix,
    geometry: {
      ...geometry,
      kernelWidth: kernelWidth + (windows - 1) * strideX,
      strideX: windows * strideX,
      outWidth: outWidth / windows,
    },
    layer: expanded,
    centres: layerCentres(expanded, crossbarRows, slicing, 'center-offset'),
  };
}
