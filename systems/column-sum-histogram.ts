import type { ArrayConfig, PhasedConfig } from '../config/systems.js';
import type { Histogram } from './report/report-data.js';
import type { PhasedSystem, PhasedUnit } from './system.js';
import type { Workload } from './workloads/workload.js';

/** Vectors that the histogram looks at: enough for its shape. */
const sampledVectors = 16;
const mostBins = 96;

/** An ADC wide enough for nearly every column sum. */
const wideAdcBits = 16;

/** Histogram of the column sums of a workload's first vectors, as an ideal ADC of 16 bits sees them, against the range
 *  of the configuration's ADC. */
export function columnSumHistogram<C extends PhasedConfig, P, U extends PhasedUnit>(
  system: PhasedSystem<C, P, U>,
  config: C,
  workload: Workload<P>,
): Histogram | undefined {
  const array: PhasedConfig = config;
  if (!hasColumnSums(array)) return undefined;
  const phase = workload.phase(0, []);
  if (phase === undefined) return undefined;
  const wide = {
    ...config,
    adcBits: wideAdcBits,
    ...(config.system === 'puma-mvmu' ? { adcOverflow: 'saturate' } : {}),
    ...(config.system === 'mixed-signal-array' ? { adcStep: 0 } : {}),
  };
  const { nonideal, ...ideal } = wide;
  const last = Math.min(sampledVectors, workload.vectors) - 1;
  const { trace } = system.golden(ideal as C, system.upTo(phase, last, workload.vectors), 'codes');
  const sums = trace.streams.find((stream) => stream.kind === 'code')?.values;
  if (sums === undefined) return undefined;
  // What a crossbar of RAELLA did not convert shows as a number below every code.
  const converted =
    array.system === 'raella-crossbar' ? sums.filter((sum) => sum > -(2 ** wideAdcBits)) : sums;
  return histogramOf(converted, adcRange(array));
}

/** Arrays whose codes are column sums. */
type SummedConfig = Extract<
  ArrayConfig,
  { system: 'puma-mvmu' | 'signed-array' | 'raella-crossbar' | 'mixed-signal-array' }
>;

function hasColumnSums(config: PhasedConfig): config is SummedConfig {
  return ['puma-mvmu', 'signed-array', 'raella-crossbar', 'mixed-signal-array'].includes(config.system);
}

function histogramOf(sums: Int32Array | Float64Array, range: Histogram['range']): Histogram {
  let least = range.least;
  let most = 1;
  let outside = 0;
  for (const sum of sums) {
    if (sum < least) least = sum;
    if (sum > most) most = sum;
    if (sum < range.least || sum > range.most) outside += 1;
  }
  const binWidth = Math.ceil((most - least + 1) / mostBins);
  const counts = new Array<number>(Math.ceil((most - least + 1) / binWidth)).fill(0);
  for (const sum of sums) counts[Math.floor((sum - least) / binWidth)]! += 1;
  return { least, binWidth, counts, range, saturated: sums.length === 0 ? 0 : outside / sums.length };
}

/** Column sums that the ADC tells apart or, with `drop-low`, spans. */
function adcRange(config: SummedConfig): Histogram['range'] {
  const { adcBits } = config;
  const signed = hasSignedCodes(config);
  const step = 2 ** droppedBits(config);
  return signed
    ? { least: -(2 ** (adcBits - 1)) * step, most: 2 ** (adcBits - 1) * step - 1 }
    : { least: 0, most: 2 ** adcBits * step - 1 };
}

function hasSignedCodes(config: SummedConfig): boolean {
  if (config.system === 'puma-mvmu') return config.encoding === 'differential';
  return config.system !== 'mixed-signal-array' || config.style === 'xnor-capacitor';
}

/** Low bits that an ADC does not tell: `adcStep`, or with `drop-low` k = max(0, L - b), L the bits of
 *  rows * (2^d - 1) * (2^c - 1), and a sign for differential. */
function droppedBits(config: SummedConfig): number {
  if (config.system === 'mixed-signal-array') return config.adcStep;
  if (config.system !== 'puma-mvmu' || config.adcOverflow !== 'drop-low') return 0;
  const { rows, dacBits, cellBits, adcBits, encoding } = config;
  const largest = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  const sign = encoding === 'differential' ? 1 : 0;
  return Math.max(0, Math.floor(Math.log2(largest)) + 1 + sign - adcBits);
}
