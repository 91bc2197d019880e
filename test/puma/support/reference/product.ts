import { activeNonideal } from '../../../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../../../config/puma-mvmu.js';
import { narrowReference, referenceMvmu, roundShift } from '../../../support/reference-mvmu.js';

/** One start of a matrix-vector unit.
 *  @param macro core * N + k  @param operation starts of this unit since reset */
export function product(
  config: PumaMvmuConfig,
  weights: Int32Array,
  inputs: readonly number[],
  macro: number,
  operation: number,
): number[] {
  const noisy = activeNonideal(config.nonideal) !== undefined;
  if (noisy) return referenceMvmu(config, weights, Int32Array.from(inputs), { macro, operation }).outputs;
  const sums = isLossless(config) ? exactSums(config, weights, inputs) : codedSums(config, weights, inputs);
  // `per-plane` has rounded already: what is left of the narrowing is the wrap.
  if (config.output.rounding === 'per-plane')
    return sums.map((sum) => Number(BigInt.asIntN(16, BigInt(sum))));
  return sums.map((sum) => Number(narrowReference(BigInt(sum), config.output)));
}

/** No code is ever clamped, shifted or rounded: the exact product. */
function isLossless({ rows, dacBits, cellBits, adcBits, encoding, output }: PumaMvmuConfig): boolean {
  if (output.rounding === 'per-plane') return false;
  const largest = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  return largest < 2 ** (encoding === 'differential' ? adcBits - 1 : adcBits);
}

function exactSums({ columns }: PumaMvmuConfig, weights: Int32Array, inputs: readonly number[]): number[] {
  return Array.from({ length: columns }, (_, j) =>
    inputs.reduce((sum, x, i) => sum + x * weights[i * columns + j]!, 0),
  );
}

/** "Arithmetic" of docs/mvmu.md without noise, before the narrowing, code by code. Every number is far below 2^53. */
function codedSums(config: PumaMvmuConfig, weights: Int32Array, inputs: readonly number[]): number[] {
  const { rows, columns, weightBits: n, cellBits: c, dacBits: d, adcBits: b, encoding, output } = config;
  const differential = encoding === 'differential';
  const levels = 2 ** d - 1;
  const bits = rows * levels * (2 ** c - 1);
  const drop =
    config.adcOverflow === 'drop-low' ? Math.max(0, bits.toString(2).length + (differential ? 1 : 0) - b) : 0;
  const [low, high] = differential ? [-(2 ** (b - 1)), 2 ** (b - 1) - 1] : [0, 2 ** b - 1];
  const slices = slicesOf(config, weights);
  const perPlane = output.rounding === 'per-plane';
  const sums = new Array<number>(columns).fill(0);
  for (const { sign, shift, codes } of drives(d, inputs)) {
    const driven = codes.reduce((sum, code) => sum + code, 0);
    for (let j = 0; j < columns; j++) {
      let step = 0;
      for (const [s, { cells, largest, flipped }] of slices.entries()) {
        let column = 0;
        for (let i = 0; i < rows; i++) column += codes[i]! * cells[i * columns + j]!;
        const code = Math.min(high, Math.max(low, Math.floor(column / 2 ** drop)));
        const value = code * 2 ** drop;
        step += (flipped[j] ? largest * driven - value : value) * 2 ** (s * c);
      }
      if (!differential) step -= 2 ** (n - 1) * driven;
      if (perPlane) step = Number(roundShift(BigInt(step), output.fraction, 'half-away'));
      sums[j]! += sign * step * 2 ** shift;
    }
  }
  return sums;
}

interface Slice {
  readonly cells: Int32Array;
  readonly largest: number;
  /** By column. */
  readonly flipped: readonly boolean[];
}

const known = new WeakMap<Int32Array, readonly Slice[]>();

/** Cells of every slice; the same weights are asked for again and again. */
function slicesOf(config: PumaMvmuConfig, weights: Int32Array): readonly Slice[] {
  const found = known.get(weights);
  if (found !== undefined) return found;
  const { rows, columns, weightBits: n, cellBits: c, encoding } = config;
  const differential = encoding === 'differential';
  const stored = differential ? n - 1 : n;
  const slices = Array.from({ length: Math.ceil(stored / c) }, (_, s): Slice => {
    const largest = 2 ** Math.min(c, stored - s * c) - 1;
    const cells = weights.map((w) => {
      const level = Math.floor((differential ? Math.abs(w) : w + 2 ** (n - 1)) / 2 ** (s * c)) % 2 ** c;
      return w < 0 && differential ? -level : level;
    });
    const flipped = Array.from({ length: columns }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += cells[i * columns + j]!;
      return encoding === 'offset-flip' && 2 * sum > rows * largest;
    });
    return {
      cells: cells.map((level, k) => (flipped[k % columns] ? largest - level : level)),
      largest,
      flipped,
    };
  });
  known.set(weights, slices);
  return slices;
}

/** Input steps: one pass whose last step counts negatively, or the magnitudes of either sign, d bits at a time. */
function drives(
  d: number,
  inputs: readonly number[],
): { readonly sign: number; readonly shift: number; readonly codes: readonly number[] }[] {
  const steps = Math.ceil(16 / d);
  const part = (x: number, t: number) => Math.floor(x / 2 ** (t * d)) % 2 ** d;
  if (d === 1) {
    return Array.from({ length: 16 }, (_, t) => ({
      sign: t === 15 ? -1 : 1,
      shift: t,
      codes: inputs.map((x) => part(x & 0xffff, t)),
    }));
  }
  return [1, -1].flatMap((sign) =>
    Array.from({ length: steps }, (_, t) => ({
      sign,
      shift: t * d,
      codes: inputs.map((x) => part(Math.max(0, sign * x), t)),
    })),
  );
}
