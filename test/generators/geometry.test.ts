import { describe, expect, it } from 'vitest';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { interval, signedBits, unsignedBits } from '../../generators/common/interval.js';
import { mvmuGeometry } from '../../generators/puma/mvmu/geometry.js';

const standard: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'mvmu',
  rows: 128,
  columns: 128,
  weightBits: 16,
  cellBits: 2,
  inputBits: 16,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 9,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 12, rounding: 'half-even', overflow: 'saturate' },
};

describe('widths', () => {
  it.each([
    [0, 0, 1],
    [-1, 0, 1],
    [0, 1, 2],
    [-2, 1, 2],
    [-3, 1, 3],
    [-128, 127, 8],
    [-129, 0, 9],
    [0, 128, 9],
  ])('%i .. %i needs %i bits', (min, max, bits) => {
    expect(signedBits(interval(min, max))).toBe(bits);
  });

  it('counts unsigned bits', () => {
    expect([0, 1, 2, 255, 256].map((max) => unsignedBits(max))).toEqual([1, 1, 2, 8, 9]);
  });

  it('of the standard unit are those worked out by hand', () => {
    // Sum of a step: 511 * (4^8 - 1) / 3 = 11,162,795 < 2^24. Inputs: 128 * 2^15 = 2^22, and as a positive term.
    expect(mvmuGeometry(standard)).toMatchObject({
      sliceBits: [2, 2, 2, 2, 2, 2, 2, 2],
      passes: 1,
      steps: 16,
      planes: 16,
      groups: 128,
      dropShift: 0,
      rowSumBits: 8,
      inputSumBits: 24,
      sumBits: 25,
      accumulatorBits: 40,
    });
  });

  it.each([
    ['drop-low', 'offset', 1, 7, 2], // 128 * 3 = 384: 9 bits
    ['drop-low', 'differential', 1, 7, 3], // and a sign
    ['drop-low', 'offset', 2, 7, 4], // 128 * 9 = 1152: 11 bits
    ['drop-low', 'offset', 1, 16, 0],
    ['saturate', 'offset', 1, 2, 0],
  ] as const)(
    '%s, %s, %i-bit steps, %i-bit codes drop %i bits',
    (adcOverflow, encoding, dacBits, adcBits, shift) => {
      expect(mvmuGeometry({ ...standard, adcOverflow, encoding, dacBits, adcBits }).dropShift).toBe(shift);
    },
  );

  it.each([
    ['offset', 16, 5, [5, 5, 5, 1]],
    ['differential', 16, 5, [5, 5, 5]],
    ['offset-flip', 2, 2, [2]],
    ['differential', 2, 1, [1]],
  ] as const)('%s: %i-bit weights in %i-bit cells', (encoding, weightBits, cellBits, sliceBits) => {
    expect(mvmuGeometry({ ...standard, encoding, weightBits, cellBits }).sliceBits).toEqual(sliceBits);
  });

  it('stay within what a trace holds exactly', () => {
    for (const encoding of ['offset', 'offset-flip', 'differential'] as const)
      for (const adcOverflow of ['saturate', 'drop-low'] as const)
        for (const cellBits of [1, 2, 3, 4, 5])
          for (const dacBits of [1, 2, 3, 4]) {
            const largest = { rows: 512, adcBits: 16, encoding, adcOverflow, cellBits, dacBits };
            const { sumBits, accumulatorBits, resultBits } = mvmuGeometry({ ...standard, ...largest });
            expect(sumBits).toBeLessThanOrEqual(53);
            expect(Math.max(accumulatorBits, resultBits)).toBeLessThanOrEqual(63);
          }
  });
});
