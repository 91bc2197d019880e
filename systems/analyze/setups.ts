import { isaacConfig } from '../../compiler/raella/isaac-network.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { doublingAdc, given } from '../../sim-models/cost/index.js';
import {
  ablation,
  convertsPerMac,
  failureRate,
  publishedConvertsPerMac,
} from '../../sim-models/cost/titanium/index.js';
import type { LayerAnalysis, SetupConverts } from '../analyze-api.js';

/** Weight slices of the setup with centres, before slicing is adaptive. Source: thesis, section 7.1. */
const fixedSlices = 4;
const plainSteps = 8;

/** Converts a MAC of the four setups of the ablation: on full rows of the paper's size with the failures measured, and
 *  with the layers as they lie here.
 *  Source: thesis, sections 7.1 and 7.2.  @param isaacConverts of the same layers on ISAAC-8b */
export function setupConverts(
  config: RaellaCrossbarConfig,
  layers: readonly LayerAnalysis[],
  isaacConverts: number,
): SetupConverts[] {
  const macs = layers.reduce((sum, layer) => sum + layer.macs, 0);
  const over = (convertsOf: (layer: LayerAnalysis) => number) =>
    layers.reduce((sum, layer) => sum + convertsOf(layer), 0) / macs;
  /** Every column in each of eight steps; a step counts the columns of one slice. */
  const plain = (slicesOf: (layer: LayerAnalysis) => number) =>
    over((layer) => plainSteps * slicesOf(layer) * layer.steps[0]!.columns);
  const here = [
    isaacConverts / macs,
    plain(() => fixedSlices),
    plain(({ slicing }) => slicing.length),
    over((layer) => layer.convertsPerMac * layer.macs),
  ];
  const failureRates = speculationFailures(config, layers).map(failureRate);
  const full = ablation(doublingAdc, [0, 0, 0].map(failureRate)).map((step) => step.convertsPerMac.value);
  full[3] = convertsPerMac({
    rows: 512,
    weightSlices: 3,
    inputs: { speculation: config.speculation, failureRates },
  }).value;
  const convert = (bits: number) =>
    doublingAdc.convert(given('resolution of the ADC', bits, 'bits', { from: 1 })).value;
  const energies = here.map((count, k) => count * convert(k === 0 ? isaacConfig.adcBits : config.adcBits));
  return ['ISAAC-8b', 'Center+Offset', 'adaptive slicing', 'speculation'].map((name, k) => ({
    name,
    fullRows: full[k]!,
    here: here[k]!,
    published: publishedConvertsPerMac[k]!.value,
    adcPerMac: energies[k]!,
    ...(k > 0 && { change: energies[k]! / energies[k - 1]! - 1 }),
  }));
}

/** Share of columns that fail, one a speculative slice. */
function speculationFailures(
  { speculation }: RaellaCrossbarConfig,
  layers: readonly LayerAnalysis[],
): number[] {
  const failed = new Float64Array(speculation.length);
  const all = new Float64Array(speculation.length);
  for (const { steps } of layers) {
    for (const [k, step] of steps.filter(({ kind }) => kind === 'speculation').entries()) {
      failed[k]! += step.atBounds.reduce((sum, count) => sum + count, 0);
      all[k]! += step.converts.reduce((sum, count) => sum + count, 0);
    }
  }
  return Array.from(failed, (count, k) => (all[k]! > 0 ? count / all[k]! : 0));
}
