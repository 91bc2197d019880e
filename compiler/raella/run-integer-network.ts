import { maxPool, pooledLength } from './float-network.js';
import { runIntegerLayer } from './integer-layer.js';
import {
  inputVectors,
  type MatrixLayer,
  type NetworkLayer,
  outputImages,
  valuesOf,
} from './network-layers.js';

/** How a matrix layer's outputs are made from its input vectors. @returns [vectors][outputs], codes */
export type RunMatrixLayer = (layer: MatrixLayer, inputs: Int32Array) => Uint8Array;

/** Runs a network over a batch of images, exactly in integers unless told otherwise.
 *
 *  @param codes [images] of inputs, as of `inputCodes`  @param run for layers in crossbars
 *  @returns codes in front of every layer, and last the network's outputs */
export function runNetwork(
  layers: readonly NetworkLayer[],
  codes: Uint8Array,
  run: RunMatrixLayer = ({ layer }, inputs) => runIntegerLayer(layer, inputs),
): Uint8Array[] {
  const steps = [codes];
  for (const layer of layers) {
    const before = steps.at(-1)!;
    steps.push(
      layer.kind === 'max-pool'
        ? poolCodes(layer, before)
        : outputImages(layer, run(layer, inputVectors(layer, before))),
    );
  }
  return steps;
}

function poolCodes(pool: Extract<NetworkLayer, { kind: 'max-pool' }>, codes: Uint8Array): Uint8Array {
  const pixels = valuesOf(pool);
  const length = pooledLength(pool);
  const pooled = new Uint8Array((codes.length / pixels) * length);
  for (let image = 0; image * pixels < codes.length; image++) {
    const own = codes.subarray(image * pixels, (image + 1) * pixels);
    maxPool(pool, own, pooled.subarray(image * length, (image + 1) * length));
  }
  return pooled;
}
