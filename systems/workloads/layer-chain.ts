import type { QuantisedLayer, QuantisedNetwork } from '../../compiler/quantise.js';
import { requantise } from '../../compiler/requantise.js';
import type { Shape } from '../../compiler/shape.js';
import { type Tile, tileInputs, tilesOf, tileWeights } from '../../compiler/tile.js';
import type { MatrixPhase } from '../system.js';

/** Runs the layers of a quantised network through one array, a tile a phase. What happens between the phases
 *  (adding up tiles, ReLU and requantisation) is the host's part, in integers. */
export class LayerChain {
  readonly #network: QuantisedNetwork;
  readonly #array: Shape;
  readonly #inputs: readonly ArrayLike<number>[];
  readonly #jobs: readonly { readonly layer: number; readonly tile: Tile }[];
  /** Inputs of a layer by the output that completed them: they serve all tiles of the layer. */
  readonly #layerInputs = new WeakMap<Float64Array, Int32Array>();

  /** @param inputs raw inputs of the network, one a vector */
  constructor(network: QuantisedNetwork, array: Shape, inputs: readonly ArrayLike<number>[]) {
    this.#network = network;
    this.#array = array;
    this.#inputs = inputs;
    this.#jobs = network.layers.flatMap((layer, l) =>
      tilesOf(layer, array).map((tile) => ({ layer: l, tile })),
    );
  }

  /** One phase a tile, layer after layer. */
  get phases(): number {
    return this.#jobs.length;
  }

  phase(k: number, previousOutputs: readonly Float64Array[]): MatrixPhase | undefined {
    const job = this.#jobs[k];
    const layer = job && this.#network.layers[job.layer];
    if (!job || !layer) return undefined;
    return {
      weights: tileWeights(layer.weights, layer.columns, job.tile, this.#array),
      inputs: tileInputs(this.#inputsOf(job.layer, previousOutputs), layer.rows, job.tile, this.#array),
    };
  }

  /** The outputs of a layer, its tiles added up: vectors x layer columns. */
  outputsOf(l: number, outputs: readonly Float64Array[]): Float64Array {
    const columns = this.#network.layers[l]?.columns ?? 0;
    const sums = new Float64Array(this.#inputs.length * columns);
    this.#jobs.forEach(({ layer, tile }, k) => {
      const part = outputs[k];
      if (layer !== l || !part) return;
      for (let v = 0; v < this.#inputs.length; v++) {
        for (let j = 0; j < tile.columns; j++) {
          const at = v * columns + tile.column + j;
          sums[at] = (sums[at] ?? 0) + (part[v * this.#array.columns + j] ?? 0);
        }
      }
    });
    return sums;
  }

  #inputsOf(l: number, outputs: readonly Float64Array[]): Int32Array {
    const layer = this.#network.layers[l]!;
    const before = this.#network.layers[l - 1];
    if (!before?.next) return this.#withBias(layer, (v, i) => this.#rawInput(v, i));
    const last = outputs[this.#jobs.findLastIndex((job) => job.layer === l - 1)];
    const known = last && this.#layerInputs.get(last);
    if (known) return known;
    const { next, columns } = before;
    const sums = this.outputsOf(l - 1, outputs);
    const inputs = this.#withBias(layer, (v, i) => requantise(sums[v * columns + i] ?? 0, next));
    if (last) this.#layerInputs.set(last, inputs);
    return inputs;
  }

  #rawInput(v: number, i: number): number {
    return Math.round((this.#inputs[v]?.[i] ?? 0) * this.#network.rawScale);
  }

  #withBias(layer: QuantisedLayer, value: (v: number, i: number) => number): Int32Array {
    const inputs = new Int32Array(this.#inputs.length * layer.rows);
    for (let v = 0; v < this.#inputs.length; v++) {
      for (let i = 0; i < layer.rows - 1; i++) inputs[v * layer.rows + i] = value(v, i);
      inputs[(v + 1) * layer.rows - 1] = layer.biasInput;
    }
    return inputs;
  }
}
