import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { chooseNoisySlicing } from './choose-noisy-slicing.js';
import { chooseSlicing } from './choose-slicing.js';
import { layerCentres } from './layer-centres.js';
import {
  type IntegerNetwork,
  inputVectors,
  type MatrixLayer,
  type NetworkLayer,
  valuesOf,
} from './network-layers.js';
import { runNetwork } from './run-integer-network.js';
import type { Slicing } from './slicing.js';
import type { SearchCrossbar } from './try-slicings.js';

/** Images of the slicing search, each with all its input vectors. Source: thesis on RAELLA, 4.2.1. */
const searchImages = 10;
/** Input vectors of the search under noise, which is slow. */
const noisyVectors = 200;

/** What the crossbars of a matrix layer are loaded with. */
export interface LayerSetting {
  readonly slicing: Slicing;
  /** [row blocks][outputs] */
  readonly centres: Uint8Array;
}

/** A network, and a setting for each of its matrix layers. */
export interface PreparedNetwork extends IntegerNetwork {
  /** By the layer's name. */
  readonly settings: ReadonlyMap<string, LayerSetting>;
}

/** Chooses slicing and centres of every matrix layer.
 *
 *  @param options `slicing` for all layers; absent: the adaptive search on ten images spread evenly over
 *  those of the calibration, on crossbars with the non-idealities of `noisy` if given  @param calibration codes of whole images, as of `inputCodes`
 *  @throws {CrossweaveError} as `chooseSlicing` */
export function prepareNetwork(
  network: IntegerNetwork,
  crossbar: SearchCrossbar,
  calibration: Uint8Array,
  options: {
    readonly strategy: 'center-offset' | 'zero-offset';
    readonly slicing?: Slicing;
    readonly noisy?: RaellaCrossbarConfig;
  },
): PreparedNetwork {
  const steps = runNetwork(network.layers, spread(calibration, valuesOf(network.layers[0]!), searchImages));
  const settings = new Map<string, LayerSetting>();
  for (const [l, layer] of network.layers.entries()) {
    if (layer.kind === 'max-pool') continue;
    const slicing = options.slicing ?? searchedSlicing(layer, steps[l]!, crossbar, options.noisy);
    const centres = layerCentres(layer.layer, crossbar.rows, slicing, options.strategy);
    settings.set(layer.name, { slicing, centres });
  }
  return { ...network, settings };
}

function searchedSlicing(
  layer: MatrixLayer,
  codes: Uint8Array,
  crossbar: SearchCrossbar,
  noisy: RaellaCrossbarConfig | undefined,
): Slicing {
  const inputs = inputVectors(layer, codes);
  if (noisy !== undefined && !layer.last) {
    const few = spread(inputs, layer.layer.rows, noisyVectors);
    return chooseNoisySlicing(layer.layer, few, noisy);
  }
  return chooseSlicing(layer.layer, inputs, crossbar, { last: layer.last }).slicing;
}

/** At most `count` of some lines of numbers, spread evenly over all. */
function spread<T extends Uint8Array | Int32Array>(all: T, length: number, count: number): T {
  const lines = all.length / length;
  if (lines <= count) return all;
  const chosen = all.slice(0, count * length) as T;
  for (let i = 0; i < count; i++) {
    const from = Math.floor(((i + 0.5) * lines) / count) * length;
    chosen.set(all.subarray(from, from + length), i * length);
  }
  return chosen;
}

/** The setting of a layer. */
export function settingOf({ settings }: PreparedNetwork, { name }: NetworkLayer): LayerSetting {
  return settings.get(name)!;
}
