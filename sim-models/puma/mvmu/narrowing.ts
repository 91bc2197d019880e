import { roundings } from '../../../base/number-format.js';
import type { OutputFormat } from '../../../config/puma-mvmu.js';
import type { Kernel } from '../../analog/kernel.js';

/** Narrows full-width results in kernel memory, once: shift right by `fraction` with `rounding`, then `overflow`.
 *  Source: spec/mvmu.md, "Result". @param values address of f64[count], |value| < 2^52 */
export function narrowResults(kernel: Kernel, values: number, count: number, format: OutputFormat): void {
  const rounding = format.rounding === 'per-plane' ? -1 : roundings.indexOf(format.rounding);
  if (rounding < 0) throw new RangeError('per-plane results are narrowed step by step');
  kernel.functions.narrow(
    values,
    count,
    format.fraction,
    rounding,
    format.bits,
    format.overflow === 'saturate' ? 1 : 0,
  );
}

/** Rounding `per-plane`: acc = acc +- (roundHalfAway((sum[t] - offset * X_t) / 2^fraction) << t*d) mod 2^bits.
 *  Source: spec/mvmu.md, "Result"; the rule of the open PUMA simulator.
 *  @param sums [vectors][steps][columns]  @param drive X_t, [vectors][steps]
 *  @param outputs [vectors][columns], filled: two's complement of `bits` */
export function perPlaneOutputs(
  sums: Float64Array,
  drive: Float64Array,
  stepWeights: Float64Array,
  offset: number,
  format: OutputFormat,
  columns: number,
  outputs: Float64Array,
): void {
  const scale = 2 ** -format.fraction;
  const span = 2 ** format.bits;
  const steps = stepWeights.length;
  const vectors = drive.length / steps;
  outputs.fill(0, 0, vectors * columns);
  for (let vector = 0, at = 0; vector < vectors; vector++) {
    for (let step = 0; step < steps; step++) {
      const offsets = offset * drive[vector * steps + step]!;
      const weight = stepWeights[step]!;
      for (let to = vector * columns; to < (vector + 1) * columns; to++) {
        const value = sums[at++]! - offsets;
        const rounded = Math.sign(value) * Math.floor(Math.abs(value) * scale + 0.5);
        // Below 2^36 * 2^15 and 2^48: exact.
        const sum = outputs[to]! + weight * rounded;
        outputs[to] = sum - span * Math.floor(sum / span + 0.5);
      }
    }
  }
}
