import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeScale, quantiseOutput } from '../../../sim-models/raella/index.js';

/** The value of an FP16 pattern by its definition in IEEE 754. */
function half(pattern: number): number {
  const exponent = Math.floor(pattern / 1024);
  const fraction = (pattern % 1024) / 1024;
  return exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15);
}

describe('the quantiser', () => {
  it('decodes every positive finite FP16 number exactly', () => {
    const patterns = Array.from({ length: 0x7c00 }, (_, pattern) => pattern);
    const wrong = patterns.filter((pattern) => {
      const { m, e } = decodeScale(pattern);
      return m * 2 ** -e !== half(pattern);
    });
    expect(wrong).toEqual([]);
  });

  it('multiplies, truncates towards zero, adds the zero point and clamps, as BigInt does', () => {
    const ends = { low: 0, high: 0, inside: 0, negative: 0 };
    fc.assert(
      fc.property(
        // Half of the scales are about those at which codes are not all at an end.
        fc.oneof(fc.integer({ min: 0, max: 0x7bff }), fc.integer({ min: 0x0001, max: 0x0fff })),
        fc.oneof(fc.integer({ min: -(2 ** 33), max: 2 ** 33 }), fc.integer({ min: -50_000, max: 50_000 })),
        fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ min: -900, max: 900 })),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        (scale, acc, bias, zeroPoint, relu) => {
          const { m, e } = decodeScale(scale);
          const product = (BigInt(acc) + BigInt(bias)) * BigInt(m);
          // The division of BigInt drops the fraction, towards zero.
          const v = e >= 0 ? product / 2n ** BigInt(e) : product * 2n ** BigInt(-e);
          const sum = v + BigInt(zeroPoint);
          const least = relu ? BigInt(zeroPoint) : 0n;
          const code = Number(sum < least ? least : sum > 255n ? 255n : sum);
          expect(quantiseOutput(acc, { scale, bias, zeroPoint, relu })).toBe(code);
          if (code === 255) ends.high++;
          else if (code === Number(least)) ends.low++;
          else ends.inside++;
          if (v < 0n && -v * 2n ** BigInt(Math.max(e, 0)) !== -product) ends.negative++;
        },
      ),
      { seed: 5005, numRuns: 3000 },
    );
    for (const times of Object.values(ends)) expect(times).toBeGreaterThan(200);
  });

  it('by hand: 0.5 of -3 is -1, and 0 with a fused ReLU', () => {
    const channel = { scale: 0x3800, bias: 4, zeroPoint: 10, relu: false };
    expect(quantiseOutput(-7, channel)).toBe(9);
    expect(quantiseOutput(-7, { ...channel, relu: true })).toBe(10);
    expect(quantiseOutput(7, channel)).toBe(15);
  });
});
