import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { GoldenLayer } from './golden-layer.js';
import type { LayerCounts } from './layer-counts.js';
import { matrixLayers } from './network-layers.js';
import { type PreparedNetwork, settingOf } from './prepare-network.js';
import { runNetwork } from './run-integer-network.js';

/** A whole network in golden crossbars; pooling and the order of vectors are exact. */
export class CrossbarNetwork {
  readonly #network: PreparedNetwork;
  /** By the layer's name. */
  readonly #layers: ReadonlyMap<string, GoldenLayer>;

  /** @param config non-idealities included; layer l begins with crossbar 1000 l, for the noise
   *  @throws {CrossweaveError} CW-W204 a filter is wider than a crossbar */
  constructor(network: PreparedNetwork, config: RaellaCrossbarConfig, speculate: boolean) {
    this.#network = network;
    this.#layers = new Map(
      matrixLayers(network).map((layer, l) => {
        const setting = settingOf(network, layer);
        return [layer.name, new GoldenLayer(layer.layer, setting, config, speculate, { number: 1000 * l })];
      }),
    );
  }

  /** @param codes [images] of inputs  @returns codes in front of every layer, and last the network's outputs */
  run(codes: Uint8Array): Uint8Array[] {
    return runNetwork(this.#network.layers, codes, (layer, inputs) =>
      this.#layers.get(layer.name)!.run(inputs),
    );
  }

  /** What happened in all runs, by the layer's name. */
  counts(): ReadonlyMap<string, LayerCounts> {
    return new Map([...this.#layers].map(([name, layer]) => [name, layer.counts]));
  }
}
