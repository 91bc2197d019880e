import { describe, expect, it } from 'vitest';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import { mixedSignalGeometry } from '../../../generators/mixed-signal/geometry.js';
import { generateMixedSignalArray } from '../../../generators/mixed-signal/index.js';

const unit: MixedSignalArrayConfig = {
  system: 'mixed-signal-array',
  name: 'arr',
  style: 'bit-serial-sram',
  rows: 100,
  columns: 10,
  weightBits: 3,
  inputBits: 4,
  adcs: 4,
  adcBits: 5,
  adcStep: 2,
};
const bits = (changes: Partial<MixedSignalArrayConfig>) => {
  const { sumBits, accumulatorBits, resultBits } = mixedSignalGeometry({ ...unit, ...changes });
  return { sumBits, accumulatorBits, resultBits };
};

describe('widths of a mixed-signal array, worked out by hand', () => {
  it('of a bit-serial one', () => {
    // A sum is 4 (c0 + 2 c1 - 4 c2), codes to 31: -496 .. 372. Steps count 1 + 2 + 4 + 8 = 15: -7440 .. 5580.
    expect(bits({})).toEqual({ sumBits: 10, accumulatorBits: 14, resultBits: 14 });
  });

  it('of multi-bit capacitors', () => {
    // A sum is 4 code, to 124. X is up to 100 * 15, of which four times come off: -6000 .. 124.
    expect(bits({ style: 'multibit-capacitor' })).toEqual({
      sumBits: 8,
      accumulatorBits: 8,
      resultBits: 14,
    });
  });

  it('of a ramp', () => {
    // 4 code in 4 steps: to 15 * 124 = 1860; less 4 X: -6000 .. 1860.
    expect(bits({ style: 'resistive-ramp' })).toEqual({ sumBits: 8, accumulatorBits: 12, resultBits: 14 });
  });

  it('of an XNOR array, with an odd word line or a comparator', () => {
    const xnor = { style: 'xnor-capacitor', weightBits: 1, inputBits: 1 } as const;
    // 8 code, -16 .. 15: -128 .. 120; with an odd word line to 121; a comparator gives -1 or 1.
    expect(bits(xnor)).toMatchObject({ sumBits: 8, resultBits: 8 });
    expect(bits({ ...xnor, rows: 101 })).toMatchObject({ sumBits: 8, resultBits: 8 });
    expect(bits({ ...xnor, adcBits: 1 })).toMatchObject({ sumBits: 2, resultBits: 2 });
  });
});

describe('the time of a run', () => {
  it('is steps * groups + 6, and under a ramp at most steps * (groups * thresholds + 1) + 6', () => {
    const cycles = (changes: Partial<MixedSignalArrayConfig>) =>
      generateMixedSignalArray({ ...unit, ...changes }).timing.cyclesPerRun;
    expect(cycles({})).toBe(4 * 3 + 6);
    expect(cycles({ style: 'multibit-capacitor' })).toBe(3 + 6);
    expect(cycles({ style: 'resistive-ramp' })).toBe(4 * (3 * 31 + 1) + 6);
  });

  it('tells where its events come from', () => {
    const files = (changes: Partial<MixedSignalArrayConfig>) =>
      Object.entries(generateMixedSignalArray({ ...unit, ...changes }).sources).map(([kind, source]) => [
        kind,
        source.resolve()?.file.replace(/.*(?=generators\/)/, ''),
      ]);
    expect(files({})).toEqual([
      ['code', 'generators/mixed-signal/codes.ts'],
      ['out', 'generators/common/accumulator.ts'],
    ]);
    expect(files({ style: 'resistive-ramp' })).toEqual([
      ['code', 'generators/mixed-signal/ramp-code.ts'],
      ['out', 'generators/common/accumulator.ts'],
      ['ramps', 'generators/mixed-signal/ramp-sequencer.ts'],
    ]);
  });
});
