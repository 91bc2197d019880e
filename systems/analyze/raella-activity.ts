import { filterCells } from '../../compiler/raella/filter-cells.js';
import type { MappedCrossbar } from '../../compiler/raella/map-layer.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { type CrossbarActivity, countPulses, pulsesOfSteps } from '../../sim-models/cost/crossbar/index.js';
import { type RaellaRun, schedule } from '../../sim-models/raella/index.js';
import type { PreparedWork } from './layer-work.js';

/** What crossbars did for some vectors; outputs and activations are the layer's.
 *  @param inputs [vectors][word lines], of the part  @param rowLevels [word lines], as of `rowLevels` */
export function raellaActivity(
  config: RaellaCrossbarConfig,
  { layer, slicing }: PreparedWork,
  part: MappedCrossbar,
  { inputSums, statistics }: RaellaRun,
  inputs: Int32Array,
  rowLevels: Float64Array,
  speculate: boolean,
): CrossbarActivity {
  const vectors = inputSums.length;
  const steps = schedule(config.speculation, speculate);
  let converts = 0;
  let recovered = 0;
  for (const [at, count] of statistics.converts.entries()) {
    converts += count;
    if (steps[Math.floor(at / statistics.slices)]!.kind === 'recovery') recovered += count;
  }
  // Two devices a cell.
  const devices = 2 * part.outputs * slicing.length;
  const drives = countPulses(inputs, pulsesOfSteps(steps), rowLevels, devices);
  // The golden model may hold more filters side by side than a crossbar; each real one is driven by itself.
  const abreast = Math.ceil(part.outputs / Math.floor(config.columns / slicing.length));
  // Loaded once; fetched once for the speculative slices, once for the single bits.
  const fetches = (layer.signedInputs ? 2 : 1) * (speculate ? 2 : 1);
  return {
    macs: vectors * part.rows * part.outputs,
    adcBits: config.adcBits,
    converts,
    ...drives,
    pulses: drives.pulses * abreast,
    largestLevel: 2 ** config.cellBits - 1,
    inputBytes: vectors * part.rows * (1 + fetches) * abreast,
    // Columns of a filter share an update, but for those that recover.
    psumUpdates: (converts - recovered) / slicing.length + recovered,
    inputSumAdds: vectors * part.rows * abreast,
    centreTerms: vectors * part.outputs,
    outputs: 0,
    activationBytes: 0,
    networkBytes: 0,
  };
}

/** Sum of the levels of each word line's devices; those of a pair that are off have level 0. */
export function rowLevels(
  { layer, slicing, centres }: PreparedWork,
  { row, rows, output, outputs }: MappedCrossbar,
  { crossbarRows, wordLines }: { readonly crossbarRows: number; readonly wordLines: number },
): Float64Array {
  const levels = new Float64Array(wordLines);
  for (let p = output; p < output + outputs; p++) {
    const first = p * layer.rows + row;
    const centre = centres[(row / crossbarRows) * layer.outputs + p]!;
    const cells = filterCells(layer.weights.subarray(first, first + rows), slicing, centre);
    for (const [at, cell] of cells.entries()) levels[Math.floor(at / slicing.length)]! += Math.abs(cell);
  }
  return levels;
}
