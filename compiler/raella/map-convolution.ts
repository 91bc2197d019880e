import type { Shape } from '../shape.js';
import { type Convolution, convolutionShape } from './convolution.js';
import { type LayerMapping, mapLayer } from './map-layer.js';

/** How a convolution lies in crossbars. */
export interface ConvolutionMapping {
  /** Adjacent outputs of a row that one input vector gives: see `expandPositions`. */
  readonly positions: number;
  /** Input vectors of an image. */
  readonly vectors: number;
  /** Of the expanded layer. */
  readonly mapping: LayerMapping;
  /** Share of the cells in use that hold weights of a filter's own patch, 0..1; the others hold codes of zero. */
  readonly density: number;
  /** As of `LayerMapping`, for the multiply-accumulates of the plain layer; outputs beyond the end of a row count. */
  readonly columnsPerMac: number;
  /** Vectors of the plain layer over those of this one. */
  readonly speedUp: number;
}

/** Lays a convolution out with as few vectors a row of outputs as one crossbar has room for, their outputs shared out
 *  evenly; with one output a vector where it does not fit a crossbar anyway. Source: thesis on RAELLA, 5.5: weights are replicated in a crossbar where there is space.
 *
 *  @param outputs filters  @param slices of the layer's slicing
 *  @throws {CrossweaveError} CW-W204 a filter is wider than a crossbar */
export function mapConvolution(
  convolution: Convolution,
  outputs: number,
  crossbar: Shape,
  slices: number,
): ConvolutionMapping {
  const { height, width } = convolutionShape(convolution);
  const fits = (positions: number) =>
    convolutionShape(convolution, positions).rows <= crossbar.rows &&
    positions * outputs * slices <= crossbar.columns;
  let most = 1;
  while (most < width && fits(most + 1)) most++;
  const vectorsOfRow = Math.ceil(width / most);
  const positions = Math.ceil(width / vectorsOfRow);
  const { rows } = convolutionShape(convolution);
  const wide = convolutionShape(convolution, positions).rows;
  const mapping = mapLayer({ rows: wide, columns: positions * outputs }, crossbar, slices);
  const vectors = height * vectorsOfRow;
  const blocks = Math.ceil(wide / crossbar.rows);
  return {
    ...{ positions, vectors, mapping },
    density: rows / wide,
    columnsPerMac: (vectors * positions * blocks * slices) / (height * width * rows),
    speedUp: (height * width) / vectors,
  };
}

/** What replication must know of a layer. */
export interface ReplicableLayer {
  /** Crossbars of one copy. */
  readonly crossbars: number;
  /** Input vectors of an image. */
  readonly vectors: number;
}

/** Copies of each layer, which work on different vectors: while there are crossbars left for it, the layer with the most
 *  vectors a copy gets another. The layers are a pipeline, so the largest of ceil(vectors / copies) sets the time of an
 *  image. Source: thesis on RAELLA, 5.5.
 *
 *  @param crossbars of the chip  @returns [layers], at least 1, also where the crossbars do not suffice for that */
export function replicateLayers(layers: readonly ReplicableLayer[], crossbars: number): number[] {
  const copies = layers.map(() => 1);
  let left = crossbars - layers.reduce((sum, layer) => sum + layer.crossbars, 0);
  for (;;) {
    const loads = layers.map(({ vectors }, l) => vectors / copies[l]!);
    const slowest = loads.indexOf(Math.max(...loads));
    const layer = layers[slowest];
    if (layer === undefined || layer.crossbars > left || copies[slowest]! >= layer.vectors) return copies;
    copies[slowest]!++;
    left -= layer.crossbars;
  }
}
