import fc from 'fast-check';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';

/** Small units of every kind; each key reaches its ends more often than a uniform draw would. */
export const randomMvmu: fc.Arbitrary<PumaMvmuConfig> = fc
  .record({
    rows: fc.oneof(fc.constantFrom(1, 2, 8), fc.integer({ min: 1, max: 20 })),
    columns: fc.oneof(fc.constantFrom(1, 4), fc.integer({ min: 1, max: 12 })),
    weightBits: fc.oneof(fc.constantFrom(2, 16), fc.integer({ min: 2, max: 16 })),
    cellBits: fc.integer({ min: 1, max: 5 }),
    inputBits: fc.oneof(fc.constantFrom(1, 2, 16), fc.integer({ min: 1, max: 12 })),
    signedInputs: fc.boolean(),
    dacBits: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4 })),
    adcs: fc.integer({ min: 1, max: 12 }),
    adcBits: fc.oneof(fc.constantFrom(1, 16), fc.integer({ min: 1, max: 16 })),
    adcOverflow: fc.constantFrom('saturate', 'drop-low'),
    encoding: fc.constantFrom('offset', 'offset-flip', 'differential'),
    bits: fc.oneof(fc.constantFrom(2, 48), fc.integer({ min: 2, max: 48 })),
    fraction: fc.oneof(fc.constantFrom(0, 47), fc.integer({ min: 0, max: 20 })),
    rounding: fc.constantFrom('truncate', 'half-up', 'half-even', 'half-away', 'per-plane'),
    overflow: fc.constantFrom('saturate', 'wrap'),
  })
  .map((draw): PumaMvmuConfig => {
    const signedInputs = draw.signedInputs && draw.inputBits > 1;
    const dacBits = Math.min(draw.dacBits, draw.inputBits);
    // Rounding plane by plane needs one pass.
    const rounding =
      draw.rounding === 'per-plane' && signedInputs && dacBits > 1 ? 'half-even' : draw.rounding;
    return {
      system: 'puma-mvmu',
      name: 'unit',
      rows: draw.rows,
      columns: draw.columns,
      weightBits: draw.weightBits,
      cellBits: Math.min(
        draw.cellBits,
        draw.encoding === 'differential' ? draw.weightBits - 1 : draw.weightBits,
      ),
      inputBits: draw.inputBits,
      signedInputs,
      dacBits,
      adcs: Math.min(draw.adcs, draw.columns),
      adcBits: draw.adcBits,
      adcOverflow: draw.adcOverflow,
      encoding: draw.encoding,
      output: {
        bits: draw.bits,
        fraction: draw.fraction,
        rounding,
        overflow: rounding === 'per-plane' ? 'wrap' : draw.overflow,
      },
    };
  });

/** Integers of a range from a seed; every fifth is the lowest or the highest. */
export function seededValues(seed: number, count: number, min: number, max: number): number[] {
  let state = seed | 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const draw = (state >>> 4) % 10;
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    if (draw === 0) return min;
    if (draw === 1) return max;
    return min + Math.floor(((state >>> 0) / 2 ** 32) * (max - min + 1));
  });
}
