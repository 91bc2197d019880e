import type { ArrayConfig } from '../config/systems.js';
import type { Histogram } from './report/report-data.js';
import type { ArraySystem } from './system.js';
import type { Workload } from './workloads/workload.js';

/** Vectors that the histogram looks at: enough for its shape. */
const sampledVectors = 16;
const mostBins = 96;

/** An ADC wide enough for nearly every column sum. */
const wideAdcBits = 16;

/** Histogram of the column sums of a workload's first vectors, as an ideal ADC of 16 bits sees them, against the range
 *  of the configuration's ADC. */
export function columnSumHistogram<C extends ArrayConfig>(
  system: ArraySystem<C>,
  config: C,
  workload: Workload,
): Histogram | undefined {
  const phase = workload.phase(0, []);
  if (phase === undefined) return undefined;
  const wide = {
    ...config,
    adcBits: wideAdcBits,
    ...(config.system === 'puma-mvmu' ? { adcOverflow: 'saturate' } : {}),
  };
  const { nonideal, ...ideal } = wide;
  const inputs = phase.inputs.subarray(0, sampledVectors * config.rows);
  const { trace } = system.golden(ideal as C, { weights: phase.weights, inputs }, 'codes');
  const sums = trace.streams.find((stream) => stream.kind === 'code')?.values;
  return sums === undefined ? undefined : histogramOf(sums, adcRange(config));
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
function adcRange(config: ArrayConfig): Histogram['range'] {
  const { adcBits } = config;
  const signed = config.system === 'signed-array' || config.encoding === 'differential';
  const step =
    config.system === 'puma-mvmu' && config.adcOverflow === 'drop-low' ? 2 ** droppedBits(config) : 1;
  return signed
    ? { least: -(2 ** (adcBits - 1)) * step, most: 2 ** (adcBits - 1) * step - 1 }
    : { least: 0, most: 2 ** adcBits * step - 1 };
}

/** k = max(0, L - b), L the bits of rows * (2^d - 1) * (2^c - 1), and a sign for differential. */
function droppedBits({ rows, dacBits, cellBits, adcBits, ...config }: ArrayConfig): number {
  const largest = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  const sign = 'encoding' in config && config.encoding === 'differential' ? 1 : 0;
  return Math.max(0, Math.floor(Math.log2(largest)) + 1 + sign - adcBits);
}
