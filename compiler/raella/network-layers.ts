import { type Convolution, convolutionShape, fillPatches } from './convolution.js';
import type { MaxPool } from './float-network.js';
import type { IntegerLayer } from './integer-layer.js';
import type { Coding } from './quantise-layer.js';

/** A network in the integers of the crossbars. Activations are codes [images][height][width][channels]. */
export interface IntegerNetwork {
  readonly name: string;
  /** How raw inputs are coded: code = round(raw / scale) + zeroCode. */
  readonly input: Coding;
  readonly layers: readonly NetworkLayer[];
}

export type NetworkLayer = MatrixLayer | (MaxPool & { readonly name: string });

/** A layer that lies in crossbars. */
export type MatrixLayer = DenseMatrixLayer | ConvolutionMatrixLayer;

interface MatrixLayerParts {
  /** Kind and place in the network, such as `convolution-1`. */
  readonly name: string;
  /** Rows of a convolution are kernel rows x kernel columns x channels. */
  readonly layer: IntegerLayer;
  readonly input: Coding;
  readonly output: Coding;
  /** Whether it gives the scores of the network (no ReLU): such layers have eight slices of 1 bit. */
  readonly last: boolean;
}

interface DenseMatrixLayer extends MatrixLayerParts {
  readonly kind: 'dense';
}

interface ConvolutionMatrixLayer extends MatrixLayerParts {
  readonly kind: 'convolution';
  readonly convolution: Convolution;
  /** Adjacent outputs of a row that one input vector gives, 1 if absent: see `expandPositions`. */
  readonly positions?: number;
}

/** Matrix layers of a network, in order. */
export function matrixLayers(network: { readonly layers: readonly NetworkLayer[] }): MatrixLayer[] {
  return network.layers.filter((layer) => layer.kind !== 'max-pool');
}

/** Codes that one image gives a layer. */
export function valuesOf(layer: NetworkLayer): number {
  if (layer.kind === 'dense') return layer.layer.rows;
  const { channels, height, width } = layer.kind === 'convolution' ? layer.convolution : layer;
  return channels * height * width;
}

/** Input vectors that one image gives a layer. */
export function positionsOf(layer: MatrixLayer): number {
  if (layer.kind === 'dense') return 1;
  const { height, width } = convolutionShape(layer.convolution);
  return height * Math.ceil(width / (layer.positions ?? 1));
}

/** The input vectors of a layer, in the order of its outputs; the padding is the code of 0.
 *
 *  @param codes of whole images  @returns [images][positions][rows] */
export function inputVectors(layer: MatrixLayer, codes: Uint8Array): Int32Array {
  if (layer.kind === 'dense') return Int32Array.from(codes);
  const pixels = valuesOf(layer);
  const images = codes.length / pixels;
  const length = positionsOf(layer) * layer.layer.rows;
  const vectors = new Int32Array(images * length);
  for (let image = 0; image < images; image++) {
    const own = codes.subarray(image * pixels, (image + 1) * pixels);
    const to = vectors.subarray(image * length, (image + 1) * length);
    fillPatches(layer.convolution, own, layer.input.zeroCode, to, layer.positions);
  }
  return vectors;
}

/** The outputs of a layer as an image: without those beyond the end of a row, which `positions` may give.
 *
 *  @param outputs [images][positions of an image][outputs of the layer] */
export function outputImages(layer: MatrixLayer, outputs: Uint8Array): Uint8Array {
  if (layer.kind === 'dense' || layer.positions === undefined) return outputs;
  const { width } = convolutionShape(layer.convolution);
  const channels = layer.layer.outputs / layer.positions;
  const made = Math.ceil(width / layer.positions) * layer.positions * channels;
  const wanted = width * channels;
  const images = new Uint8Array((outputs.length / made) * wanted);
  for (let from = 0, to = 0; from < outputs.length; from += made, to += wanted)
    images.set(outputs.subarray(from, from + wanted), to);
  return images;
}
