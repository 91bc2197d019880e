import type { DenseLayer } from '../network.js';
import { type Convolution, convolutionShape, fillPatches } from './convolution.js';

/** A network over real numbers, to be quantised. Activations are [height][width][channels]; a dense layer takes them all
 *  in that order. */
export interface FloatNetwork {
  /** Raw inputs are 0 .. inputMaximum; the first layer sees them divided by it. */
  readonly inputMaximum: number;
  readonly layers: readonly FloatLayer[];
}

export type FloatLayer =
  | { readonly kind: 'dense'; readonly weights: DenseLayer }
  | {
      readonly kind: 'convolution';
      readonly convolution: Convolution;
      /** outputs x (kernel rows x kernel columns x channels). */
      readonly weights: DenseLayer;
    }
  | MaxPool;

/** The largest value of each channel in squares that touch; rows and columns left over are dropped. */
export interface MaxPool {
  readonly kind: 'max-pool';
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Side of a square, and pixels between two. */
  readonly size: number;
}

/** Runs a network in floating point.
 *
 *  @param input raw, 0 .. inputMaximum
 *  @returns inputs of every layer, after the activation of the one before, and last the network's outputs */
export function forwardFloat(network: FloatNetwork, input: ArrayLike<number>): Float64Array<ArrayBuffer>[] {
  const steps = [Float64Array.from(input, (value) => value / network.inputMaximum)];
  for (const layer of network.layers) {
    const before = steps.at(-1)!;
    if (layer.kind === 'max-pool') {
      steps.push(new Float64Array(pooledLength(layer)));
      maxPool(layer, before, steps.at(-1)!);
    } else steps.push(matrixOutputs(layer, before));
  }
  return steps;
}

/** Values of an image after a max-pool. */
export function pooledLength({ channels, height, width, size }: MaxPool): number {
  return Math.floor(height / size) * Math.floor(width / size) * channels;
}

/** @param image [height][width][channels]  @param pooled [height / size][width / size][channels], filled */
export function maxPool(
  { channels, height, width, size }: MaxPool,
  image: ArrayLike<number>,
  pooled: Float64Array | Uint8Array,
): void {
  const [rows, columns] = [Math.floor(height / size), Math.floor(width / size)];
  for (let at = 0; at < pooled.length; at++) {
    const channel = at % channels;
    const column = Math.floor(at / channels) % columns;
    const row = Math.floor(at / (channels * columns));
    if (row >= rows) return;
    let largest = Number.NEGATIVE_INFINITY;
    for (let y = row * size; y < (row + 1) * size; y++) {
      for (let x = column * size; x < (column + 1) * size; x++) {
        largest = Math.max(largest, image[(y * width + x) * channels + channel]!);
      }
    }
    pooled[at] = largest;
  }
}

function matrixOutputs(
  layer: Exclude<FloatLayer, MaxPool>,
  image: Float64Array<ArrayBuffer>,
): Float64Array<ArrayBuffer> {
  const { weights, bias, activation } = layer.weights;
  let patches = image;
  if (layer.kind === 'convolution') {
    const { rows, height, width } = convolutionShape(layer.convolution);
    patches = new Float64Array(height * width * rows);
    fillPatches(layer.convolution, image, 0, patches);
  }
  const rows = weights[0]?.length ?? 0;
  const outputs = new Float64Array((patches.length / rows) * weights.length);
  for (let at = 0, first = 0; at < outputs.length; first += rows) {
    for (const [o, line] of weights.entries()) {
      let sum = bias[o] ?? 0;
      for (let row = 0; row < rows; row++) sum += line[row]! * patches[first + row]!;
      outputs[at++] = activation === 'relu' ? Math.max(0, sum) : sum;
    }
  }
  return outputs;
}
