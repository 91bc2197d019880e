import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { GoldenMvmu } from '../../sim-models/puma/mvmu/index.js';
import { quantiseOutput } from '../../sim-models/raella/index.js';
import { tileInputs } from '../tile.js';
import { type IntegerLayer, outputChannel } from './integer-layer.js';
import { matrixLayers, type NetworkLayer } from './network-layers.js';
import { type OffsetTile, offsetTiles } from './offset-tiles.js';
import { runNetwork } from './run-integer-network.js';

/** The baseline of the thesis: 128 x 128 cells of 2 bits in four slices, inputs bit by bit, ADCs of 8 bits, columns
 *  stored inverted where that makes their sums smaller. Source: thesis on RAELLA, 7.1. */
export const isaacConfig: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'isaac',
  rows: 128,
  columns: 32,
  weightBits: 8,
  cellBits: 2,
  inputBits: 8,
  signedInputs: false,
  dacBits: 1,
  adcs: 1,
  adcBits: 8,
  adcOverflow: 'saturate',
  encoding: 'offset-flip',
  output: { bits: 32, fraction: 0, rounding: 'half-even', overflow: 'saturate' },
};

/** A network in golden crossbars of ISAAC, to be compared with RAELLA on the same integer network.
 *
 *  A crossbar holds w - 128, so the code itself is what its cells hold; acc = sum of (w - 128) I + (128 - zw) sum of I.
 *  @param nonideal of every crossbar, each with noise of its own  @param unit another of 8-bit offset weights and
 *  unsigned 8-bit inputs, its outputs wide enough  @returns as `runNetwork`, for a batch of codes */
export function isaacNetwork(
  layers: readonly NetworkLayer[],
  nonideal?: PumaMvmuConfig['nonideal'],
  unit: PumaMvmuConfig = isaacConfig,
): (codes: Uint8Array) => Uint8Array[] {
  const config = { ...unit, ...(nonideal && { nonideal }) };
  let macro = 0;
  const runs = new Map(
    matrixLayers({ layers }).map(({ name, layer }) => {
      const units = offsetTiles(layer, config).map((tile) => ({
        tile,
        golden: new GoldenMvmu(config, tile.weights, macro++),
      }));
      return [name, (inputs: Int32Array) => runUnits(layer, units, config, inputs)];
    }),
  );
  return (codes) => runNetwork(layers, codes, (layer, inputs) => runs.get(layer.name)!(inputs));
}

interface Unit {
  readonly tile: OffsetTile;
  readonly golden: GoldenMvmu;
}

function runUnits(
  layer: IntegerLayer,
  units: readonly Unit[],
  config: PumaMvmuConfig,
  inputs: Int32Array,
): Uint8Array {
  const { rows, outputs } = layer;
  const vectors = inputs.length / rows;
  const sums = new Float64Array(vectors * outputs);
  for (const { tile, golden } of units) {
    const lines = tileInputs(inputs, rows, tile, config);
    const run = golden.run(lines, { level: 'outputs' });
    for (let v = 0; v < vectors; v++) {
      let inputSum = 0;
      for (let i = 0; i < tile.rows; i++) inputSum += lines[v * config.rows + i]!;
      for (let p = 0; p < tile.columns; p++) {
        const output = tile.column + p;
        sums[v * outputs + output]! +=
          run.outputs[v * config.columns + p]! + (128 - layer.zeroPoints[output]!) * inputSum;
      }
    }
  }
  return Uint8Array.from(sums, (sum, at) => quantiseOutput(sum, outputChannel(layer, at % outputs)));
}
