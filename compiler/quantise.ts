import type { PumaMvmuConfig } from '../config/puma-mvmu.js';
import { inputRange, weightRange } from './element-range.js';
import { type DenseLayer, forward, type Network } from './network.js';
import { type Requantisation, requantisation } from './requantise.js';
import { tilesOf } from './tile.js';

/** A layer in integers. Its bias is the last row, multiplied by the constant `biasInput`. */
export interface QuantisedLayer {
  /** Inputs with the bias row. */
  readonly rows: number;
  readonly columns: number;
  /** rows x columns, row-major. */
  readonly weights: Int32Array;
  readonly biasInput: number;
  /** Integer inputs a real unit. */
  readonly inputScale: number;
  /** Integer outputs a real unit. */
  readonly outputScale: number;
  /** From this layer's outputs to the inputs of the next; absent in the last layer. */
  readonly next?: Requantisation;
}

export interface QuantisedNetwork {
  readonly layers: readonly QuantisedLayer[];
  /** Inputs of the first layer from raw ones: round(raw * rawScale), ties up. */
  readonly rawScale: number;
}

/** Share of the output range that calibration data may fill; the rest is for data not seen yet. */
const headroom = 0.8;

interface LayerScales {
  readonly weights: number;
  readonly inputs: number;
}

/** Fits a network to the integers of a configuration.
 *
 *  Weights and inputs of a layer are scaled by one factor each, at most to the end of their range. The unit's
 *  outputs are the products shifted right by `output.fraction`; where the largest product of the calibration data
 *  would leave 80 % of the output range, both factors are lowered, first the one with more levels.
 *  A layer that does not fit the array is measured tile by tile, as each tile's output is narrowed by itself.
 *  Ties of weights and raw inputs round up; between layers see `requantise`.
 *
 *  @param calibration raw inputs that stand for the data to come
 *  @returns integer layers; on a coarse configuration they are a coarse image of the network */
export function quantise(
  network: Network,
  config: PumaMvmuConfig,
  calibration: readonly ArrayLike<number>[],
): QuantisedNetwork {
  const runs = calibration.map((input) => forward(network, input));
  const range = inputRange(config);
  const real = network.layers.map((layer, l) => withBiasRow(layer, peakOf(runs.map((run) => run[l] ?? []))));
  const scales = real.map((layer, l) =>
    chooseScales(
      layer,
      runs.map((run) => [...(run[l] ?? []), layer.biasInput]),
      config,
    ),
  );
  const layers = real.map((layer, l): QuantisedLayer => {
    const scale = scales[l] ?? { weights: 1, inputs: 1 };
    const following = scales[l + 1];
    const outputScale = (scale.weights * scale.inputs) / 2 ** config.output.fraction;
    const lowest = network.layers[l]?.activation === 'relu' ? 0 : range.min;
    return {
      rows: layer.rows.length,
      columns: layer.columns,
      weights: Int32Array.from(layer.rows.flat(), (w) => Math.round(w * scale.weights)),
      biasInput: Math.min(range.max, Math.round(layer.biasInput * scale.inputs)),
      inputScale: scale.inputs,
      outputScale,
      ...(following ? { next: requantisation(following.inputs / outputScale, lowest, range.max) } : {}),
    };
  });
  return { layers, rawScale: (scales[0]?.inputs ?? 1) / network.inputMaximum };
}

interface RealLayer {
  /** Rows of inputs, the bias row last; transposed against `DenseLayer`. */
  readonly rows: readonly (readonly number[])[];
  readonly columns: number;
  readonly biasInput: number;
}

/** The bias becomes a row whose input is the largest that the other rows see, so that its weights stay small. */
function withBiasRow(layer: DenseLayer, largestInput: number): RealLayer {
  const biasInput = largestInput > 0 ? largestInput : 1;
  const inputs = layer.weights[0]?.length ?? 0;
  const rows = Array.from({ length: inputs }, (_, i) => layer.weights.map((row) => row[i] ?? 0));
  return { rows: [...rows, layer.bias.map((b) => b / biasInput)], columns: layer.bias.length, biasInput };
}

function chooseScales(
  layer: RealLayer,
  inputs: readonly (readonly number[])[],
  config: PumaMvmuConfig,
): LayerScales {
  const largestWeight = peakOf(layer.rows) || 1;
  const levels = { weights: weightRange(config).max, inputs: inputRange(config).max };
  const peak = largestTileProduct(layer, inputs, config) / (largestWeight * layer.biasInput);
  const limit = headroom * (2 ** (config.output.bits - 1) - 1) * 2 ** config.output.fraction;
  const chosen = shareLevels(levels, peak > 0 ? limit / peak : Number.POSITIVE_INFINITY);
  return { weights: chosen.weights / largestWeight, inputs: chosen.inputs / layer.biasInput };
}

/** Lowers the larger number of levels to the other, then both, until their product is at most `budget`. */
function shareLevels(most: LayerScales, budget: number): LayerScales {
  if (most.weights * most.inputs <= budget) return most;
  const even = Math.sqrt(budget);
  if (even >= most.weights) return { weights: most.weights, inputs: budget / most.weights };
  if (even >= most.inputs) return { weights: budget / most.inputs, inputs: most.inputs };
  return { weights: Math.max(1, even), inputs: Math.max(1, even) };
}

function largestTileProduct(
  layer: RealLayer,
  inputs: readonly (readonly number[])[],
  config: PumaMvmuConfig,
): number {
  let largest = 0;
  for (const tile of tilesOf({ rows: layer.rows.length, columns: layer.columns }, config)) {
    for (const vector of inputs) {
      for (let j = tile.column; j < tile.column + tile.columns; j++) {
        let sum = 0;
        for (let i = tile.row; i < tile.row + tile.rows; i++) {
          sum += (vector[i] ?? 0) * (layer.rows[i]?.[j] ?? 0);
        }
        largest = Math.max(largest, Math.abs(sum));
      }
    }
  }
  return largest;
}

function peakOf(rows: readonly (readonly number[])[]): number {
  return rows.reduce((peak, row) => row.reduce((most, value) => Math.max(most, Math.abs(value)), peak), 0);
}
