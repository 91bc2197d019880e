import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { GoldenMvmu } from '../../sim-models/puma/mvmu/index.js';
import { mostSumBits } from '../../sim-models/raella/index.js';
import type { StepSaturation } from '../analyze-api.js';
import type { MatrixPhase } from '../system.js';
import { mvmuShape } from './mvmu-activity.js';

/** Vectors of one phase whose column sums are looked at. */
export const sampledVectors = 16;

/** Wide enough for every column sum: 512 rows of products of 8 bits by 8. */
const wideAdcBits = 26;

export interface MvmuSums {
  /** By the bits that a sum needs, from 0 up. */
  readonly counts: Float64Array;
  readonly steps: readonly StepSaturation[];
}

/** Column sums of the first vectors of a phase, as an ideal ADC wide enough for all sees them, and how many of them the
 *  configuration's ADC cannot give.
 *  @param used columns that hold weights */
export function mvmuSums(
  config: PumaMvmuConfig,
  { weights, inputs }: MatrixPhase,
  used: { readonly columns: number },
): MvmuSums {
  const { rows, columns, dacBits, inputBits } = config;
  const { slices, steps, passes } = mvmuShape(config);
  const { nonideal, ...ideal } = config;
  const wide: PumaMvmuConfig = { ...ideal, adcBits: wideAdcBits, adcOverflow: 'saturate' };
  const some = inputs.subarray(0, sampledVectors * rows);
  const { codes } = new GoldenMvmu(wide, weights).run(some, { level: 'codes', collapse: false });
  const signed = config.encoding === 'differential';
  const range = adcRange(config);
  const counts = new Float64Array(mostSumBits + 1);
  const outside = Array.from({ length: passes * steps }, () => new Array<number>(slices).fill(0));
  for (const [at, sum] of (codes ?? []).entries()) {
    const slice = at % slices;
    const column = Math.floor(at / slices) % columns;
    if (column >= used.columns) continue;
    const step = Math.floor(at / slices / columns) % (passes * steps);
    counts[32 - Math.clz32(sum < 0 ? ~sum : sum) + (signed ? 1 : 0)]!++;
    if (sum < range.least || sum > range.most) outside[step]![slice]!++;
  }
  const seen = (some.length / rows) * used.columns;
  return {
    counts,
    steps: outside.map((atBounds, k) => ({
      pass: Math.floor(k / steps),
      step: k % steps,
      kind: 'plain',
      low: (k % steps) * dacBits,
      high: Math.min(inputBits, ((k % steps) + 1) * dacBits) - 1,
      columns: seen,
      converts: new Array<number>(slices).fill(seen),
      // Slice 0 holds the low bits.
      atBounds: atBounds.reverse(),
    })),
  };
}

/** Column sums that the ADC tells apart or, with `drop-low`, spans. */
function adcRange(config: PumaMvmuConfig): { readonly least: number; readonly most: number } {
  const { rows, dacBits, cellBits, adcBits, adcOverflow, encoding } = config;
  const signed = encoding === 'differential';
  const largest = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  const sumBits = 32 - Math.clz32(largest) + (signed ? 1 : 0);
  const step = adcOverflow === 'drop-low' ? 2 ** Math.max(0, sumBits - adcBits) : 1;
  return signed
    ? { least: -(2 ** (adcBits - 1)) * step, most: 2 ** (adcBits - 1) * step - 1 }
    : { least: 0, most: 2 ** adcBits * step - 1 };
}
