import { type IntegerNetwork, inputVectors, type MatrixLayer } from '../../compiler/raella/network-layers.js';
import { runNetwork } from '../../compiler/raella/run-integer-network.js';
import type { LayerWork } from './layer-work.js';

/** The matrix layers of a network with what comes to them where all before them is exact.
 *  @param codes of whole inputs, [inputs][values] */
export function networkWorks(network: IntegerNetwork, codes: Uint8Array): LayerWork[] {
  const steps = runNetwork(network.layers, codes);
  return network.layers.flatMap((layer, at) =>
    layer.kind === 'max-pool' ? [] : [workOf(layer, steps[at]!)],
  );
}

function workOf(layer: MatrixLayer, codes: Uint8Array): LayerWork {
  return {
    name: layer.name,
    layer: layer.layer,
    inputs: inputVectors(layer, codes),
    fetchedBytes: codes.length,
  };
}
