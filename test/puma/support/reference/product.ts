import type { PumaMvmuConfig } from '../../../../config/puma-mvmu.js';
import { referenceMvmu, roundShift } from '../../../support/reference-mvmu.js';

/** One start of a matrix-vector unit.
 *  @param macro core * N + k  @param operation starts of this unit since reset */
export function product(
  config: PumaMvmuConfig,
  weights: Int32Array,
  inputs: readonly number[],
  macro: number,
  operation: number,
): number[] {
  if (isLossless(config)) return integerProduct(config, weights, inputs);
  return referenceMvmu(config, weights, Int32Array.from(inputs), { macro, operation }).outputs;
}

/** No code is ever clamped, shifted, noisy or rounded: the exact product, narrowed once. */
function isLossless(config: PumaMvmuConfig): boolean {
  const { rows, dacBits, cellBits, adcBits, encoding, nonideal, output } = config;
  const noise = nonideal !== undefined && (nonideal.programming > 0 || nonideal.read > 0 || nonideal.adc > 0);
  if (noise || output.rounding === 'per-plane') return false;
  const largest = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  return largest < 2 ** (encoding === 'differential' ? adcBits - 1 : adcBits);
}

function integerProduct(config: PumaMvmuConfig, weights: Int32Array, inputs: readonly number[]): number[] {
  const { rows, columns, output } = config;
  return Array.from({ length: columns }, (_, j) => {
    let sum = 0; // at most 2^8 * 2^30: exact
    for (let i = 0; i < rows; i++) sum += inputs[i]! * weights[i * columns + j]!;
    const rounded = roundShift(BigInt(sum), output.fraction, output.rounding);
    if (output.overflow === 'wrap') return Number(BigInt.asIntN(16, rounded));
    return Number(rounded > 32767n ? 32767n : rounded < -32768n ? -32768n : rounded);
  });
}
