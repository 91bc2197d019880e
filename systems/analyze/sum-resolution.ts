import { crossbarWeights } from '../../compiler/raella/crossbar-layer.js';
import { layerCentres } from '../../compiler/raella/layer-centres.js';
import { rowBlocks } from '../../compiler/raella/row-blocks.js';
import type { Slicing } from '../../compiler/raella/slicing.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { publishedFits } from '../../sim-models/cost/titanium/index.js';
import { columnSumBits, mostSumBits } from '../../sim-models/raella/index.js';
import type { SumResolution } from '../analyze-api.js';
import { blockInputs } from './block-inputs.js';
import { type LayerWork, type PreparedWork, someVectors } from './layer-work.js';

/** Vectors whose column sums are looked at: enough for the shape of a distribution. */
const sampledVectors = 64;

interface Strategy {
  readonly name: string;
  readonly slicing: Slicing;
  /** [row blocks][outputs] */
  readonly centres: Uint8Array;
  readonly inputSlices: readonly number[];
  readonly signed: boolean;
}

/** Column sums of a layer under each strategy of RAELLA, each with those before it: unsigned slices as wide as cells and
 *  DACs are, centres, the layer's own slicing, speculative input slices, and the single bits of recovery, as if every
 *  column ran it. Ideal crossbars. */
export function sumResolutions(config: RaellaCrossbarConfig, work: PreparedWork): SumResolution[] {
  const { layer, slicing, centres } = work;
  const { rows, cellBits, dacBits, speculation, adcBits } = config;
  const widest = cutInto(cellBits);
  const wide = cutInto(dacBits);
  const best = layerCentres(layer, rows, widest, 'center-offset');
  const single = cutInto(1);
  const strategies: Strategy[] = [
    {
      name: 'unsigned',
      slicing: widest,
      centres: new Uint8Array(best.length),
      inputSlices: wide,
      signed: false,
    },
    { name: 'Center+Offset', slicing: widest, centres: best, inputSlices: wide, signed: true },
    { name: 'adaptive slicing', slicing, centres, inputSlices: wide, signed: true },
    { name: 'speculation', slicing, centres, inputSlices: speculation, signed: true },
    { name: 'recovery', slicing, centres, inputSlices: single, signed: true },
  ];
  const inputs = someVectors(work.inputs, layer.rows, sampledVectors);
  return strategies.map((strategy, k) => {
    const counts = countBits(config, { ...work, inputs }, strategy);
    const published = publishedFits[k]!.value;
    return { strategy: strategy.name, ...resolutionOf(counts, adcBits), published };
  });
}

/** The same of several layers together, strategy by strategy. */
export function joinResolutions(
  layers: readonly (readonly SumResolution[])[],
  adcBits: number,
): SumResolution[] {
  return (layers[0] ?? []).map((first, k) => {
    const counts = new Float64Array(mostSumBits + 1);
    for (const layer of layers) {
      for (const [bits, count] of layer[k]!.counts.entries()) counts[bits]! += count;
    }
    return { ...first, ...resolutionOf(counts, adcBits) };
  });
}

/** Widths of at most `bits` that sum to 8, as wide as can be. */
function cutInto(bits: number): number[] {
  const full = new Array<number>(Math.floor(8 / bits)).fill(bits);
  return 8 % bits === 0 ? full : [...full, 8 % bits];
}

function countBits(
  config: RaellaCrossbarConfig,
  { layer, inputs }: LayerWork,
  strategy: Strategy,
): Float64Array {
  const { slicing, centres, inputSlices, signed } = strategy;
  const counts = new Float64Array(mostSumBits + 1);
  // Filters of all crossbars side by side: their sums do not depend on one another.
  const wide = { ...config, columns: layer.outputs * slicing.length };
  for (const block of rowBlocks(layer.rows, config.rows)) {
    const whole = { ...block, output: 0, outputs: layer.outputs };
    const weights = crossbarWeights(layer, centres, whole, config.rows);
    const found = columnSumBits(
      wide,
      { slicing, ...weights, speculate: false, signedInputs: layer.signedInputs },
      blockInputs(inputs, layer.rows, block, config.rows),
      inputSlices,
      signed,
    );
    for (const [at, count] of found.entries()) counts[at % counts.length]! += count;
  }
  return counts;
}

/** @param counts by the bits that a sum needs */
export function resolutionOf(
  counts: Float64Array,
  adcBits: number,
): Pick<SumResolution, 'counts' | 'bits' | 'fits'> {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const within = counts.subarray(0, adcBits + 1).reduce((sum, count) => sum + count, 0);
  return {
    counts: Array.from(counts),
    bits: counts.findLastIndex((count) => count > 0),
    fits: total > 0 ? within / total : 1,
  };
}
