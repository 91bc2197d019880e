import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { type CrossbarActivity, countPulses } from '../../sim-models/cost/crossbar/index.js';
import { storedCells } from '../../sim-models/puma/mvmu/index.js';
import type { MatrixPhase } from '../system.js';

/** Slices, steps and passes of a unit. Source: docs/mvmu.md. */
export function mvmuShape({
  weightBits,
  cellBits,
  encoding,
  inputBits,
  dacBits,
  signedInputs,
}: PumaMvmuConfig) {
  const differential = encoding === 'differential';
  return {
    slices: Math.ceil((differential ? weightBits - 1 : weightBits) / cellBits),
    steps: Math.ceil(inputBits / dacBits),
    passes: signedInputs && dacBits > 1 ? 2 : 1,
    devicesOfCell: differential ? 2 : 1,
  };
}

/** What a unit did for one phase.
 *  @param used rows and columns that hold weights; the others are not driven, and not converted */
export function mvmuActivity(
  config: PumaMvmuConfig,
  { weights, inputs }: MatrixPhase,
  used: { readonly rows: number; readonly columns: number },
): CrossbarActivity {
  const { rows, columns, cellBits, inputBits, dacBits, adcBits } = config;
  const { slices, steps, passes, devicesOfCell } = mvmuShape(config);
  const { cells } = storedCells(config, weights);
  const vectors = inputs.length / rows;
  const levels = new Float64Array(rows);
  for (let row = 0; row < used.rows; row++) {
    const first = row * columns * slices;
    const own = cells.subarray(first, first + used.columns * slices);
    for (const cell of own) levels[row]! += Math.abs(cell);
  }
  const samples = vectors * passes * steps;
  const inputBytes = (vectors * used.rows * inputBits) / 8;
  return {
    macs: vectors * used.rows * used.columns,
    adcBits,
    converts: samples * used.columns * slices,
    ...countPulses(inputs, pulsesIn(config), levels, devicesOfCell * used.columns * slices),
    largestLevel: 2 ** cellBits - 1,
    // Loaded once, and sent to the rows bit by bit.
    inputBytes: 2 * inputBytes,
    psumUpdates: samples * used.columns,
    inputSumAdds: devicesOfCell === 1 ? vectors * used.rows : 0,
    centreTerms: 0,
    outputs: 0,
    activationBytes: 0,
    networkBytes: 0,
  };

  function pulsesIn({ signedInputs }: PumaMvmuConfig): (x: number) => number {
    const codes = signedInputs && dacBits === 1 ? (x: number) => x & (2 ** inputBits - 1) : Math.abs;
    return (x) => {
      let pulses = 0;
      for (let left = codes(x); left > 0; left = Math.floor(left / 2 ** dacBits))
        pulses += left % 2 ** dacBits;
      return pulses;
    };
  }
}
