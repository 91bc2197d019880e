import { describe, expect, it } from 'vitest';
import { noiseTable } from '../../base/noise-table.js';
import { absorb, absorbAll, gaussian, noiseStart } from '../../sim-models/analog/noise-source.js';
import { referenceGaussian, referenceUniform } from '../support/reference-noise.js';

const one = 65536;

/** Samples of a stream of columns under a fixed prefix. */
function stream(count: number, ...prefix: number[]): Float64Array {
  const state = absorbAll(noiseStart, ...prefix);
  return Float64Array.from({ length: count }, (_, column) => gaussian(absorb(state, column)) / one);
}

function moments(values: Float64Array): { mean: number; variance: number; skew: number; kurtosis: number } {
  const n = values.length;
  let mean = 0;
  for (const x of values) mean += x / n;
  let [second, third, fourth] = [0, 0, 0];
  for (const x of values) {
    const square = (x - mean) ** 2;
    second += square / n;
    third += (square * (x - mean)) / n;
    fourth += (square * square) / n;
  }
  return { mean, variance: second, skew: third / second ** 1.5, kurtosis: fourth / second ** 2 };
}

describe('noise source', () => {
  it('follows the formulas for addresses worked in BigInt', () => {
    const addresses = [
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [1, 2, 0, 7, 0, 1000, 1, 15, 0, 127],
      [0xffffffff, 1, 0, 3, 1, 0xffffffff, 0, 255, 511, 511],
      [20250, 0, 0, 14, 1, 0, 0, 0, 300, 2],
    ];
    for (const address of addresses) {
      const u = absorbAll(noiseStart, ...address);
      expect(BigInt(u >>> 0)).toBe(referenceUniform(address));
      expect(BigInt(gaussian(u))).toBe(referenceGaussian(referenceUniform(address)));
    }
  });

  it('takes every word to its sample: the ends, each octave and each table step', () => {
    const words = [0, 1, 2, 3, 0x7fffffff, 0x80000000, 0x80000001, 0xffffffff];
    for (let octave = 0; octave < 31; octave++) {
      for (let i = 0; i < 16; i++) {
        const at = Math.floor(2 ** octave * (1 + i / 16));
        words.push(at, at - 1, at + 1, at + 0x80000000);
      }
    }
    for (const w of words) expect(BigInt(gaussian(w | 0))).toBe(referenceGaussian(BigInt(w >>> 0)));
    // By hand: v = 1 is the first entry, v = 2^31 - 1 nearly the end of the table.
    expect(gaussian(0)).toBe(noiseTable[0]);
    expect(gaussian(1)).toBe(noiseTable[0]);
    expect(gaussian(0x80000000 | 0)).toBe(-noiseTable[0]!);
    // n = 0xfffffffe: f = 0xffff, z = 2567 + floor(-2567 * 65535 / 65536) = 0.
    expect(gaussian(0x7fffffff)).toBe(0);
  });

  it('is symmetric', () => {
    let state = 12345;
    let lopsided = 0;
    for (let i = 0; i < 100_000; i++) {
      state = absorb(state, i);
      if (gaussian(state ^ 0x80000000) !== -gaussian(state)) lopsided++;
    }
    expect(lopsided).toBe(0);
  });

  it('has the moments and tails of a normal variable', () => {
    const n = 1 << 21;
    const values = stream(n, 1, 2, 0, 3, 0, 4, 0, 5, 0);
    const { mean, variance, skew, kurtosis } = moments(values);
    console.log({ mean, variance, skew, kurtosis });
    // Four standard errors of each estimate, and the table's own bias (1e-4) for the variance.
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n) + 1e-4);
    expect(Math.abs(skew)).toBeLessThan(4 * Math.sqrt(6 / n));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(4 * Math.sqrt(24 / n) + 1e-3);
    // Two-sided tails of the standard normal.
    const tails: readonly (readonly [number, number])[] = [
      [0.5, 0.6170751],
      [1, 0.3173105],
      [2, 0.0455003],
      [3, 0.0026998],
      [4, 0.00006334],
    ];
    for (const [z, p] of tails) {
      let beyond = 0;
      for (const x of values) if (Math.abs(x) > z) beyond++;
      expect(Math.abs(beyond - n * p), `beyond ${z}`).toBeLessThan(4 * Math.sqrt(n * p) + 1e-3 * n * p);
    }
    expect(values.some((x) => Math.abs(x) > 4.7)).toBe(true);
  });

  it('is even over an exhaustive sweep of the table', () => {
    // Every 2^11th of the 2^31 magnitudes: the distribution without the hash.
    const values = new Float64Array(2 ** 21);
    for (let i = 0; i < 2 ** 20; i++) {
      const z = gaussian((i * 2048 + 1024) | 0) / one;
      values[2 * i] = z;
      values[2 * i + 1] = -z;
    }
    const { variance, kurtosis } = moments(values);
    expect(Math.abs(variance - 1)).toBeLessThan(3e-4);
    expect(Math.abs(kurtosis - 3)).toBeLessThan(2e-3);
  });

  it('has streams without correlation, one for each field of the address', () => {
    const n = 1 << 18;
    const base = [7, 1, 0, 2, 0, 100, 0, 3, 0];
    const first = stream(n, ...base);
    for (let field = 0; field < base.length; field++) {
      const other = [...base];
      other[field] = other[field]! + 1;
      const second = stream(n, ...other);
      expect(Math.abs(correlation(first, second)), `field ${field}`).toBeLessThan(4.5 / Math.sqrt(n));
    }
    for (const lag of [1, 2, 16, 128]) {
      const late = correlation(first.subarray(lag), first.subarray(0, n - lag));
      expect(Math.abs(late), `lag ${lag}`).toBeLessThan(4.5 / Math.sqrt(n));
    }
  });
});

function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum / a.length;
}
