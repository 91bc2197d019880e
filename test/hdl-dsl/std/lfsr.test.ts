import { describe, expect, it } from 'vitest';
import { build } from '../../../hdl-dsl/index.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { Lfsr, maximalTaps } from '../../../hdl-dsl/std/index.js';
import { codesOf, textOf } from '../support/findings.js';
import { compareWithModel } from './support/compare.js';
import { orderOfX, primeFactors } from './support/galois-field.js';

/** Widths whose whole period is run through; longer ones by CROSSWEAVE_LONG=1. */
const runThrough = process.env.CROSSWEAVE_LONG === '1' ? 24 : 16;
const forms = ['fibonacci', 'galois'] as const;

describe('LFSR', () => {
  it.each(Array.from({ length: runThrough - 1 }, (_, i) => i + 2))(
    'of %i bits with the taps of the table comes back after 2^bits - 1 steps, not before',
    (width) => {
      for (const form of forms) {
        const sim = new Simulator(build(Lfsr, { bits: width, form }));
        sim.poke('enable_i', 1);
        const start = sim.peek('state_o');
        const pin = sim.pin('state_o');
        let period = 0;
        do {
          sim.step();
          period++;
        } while (sim.peekAt(pin) !== start && period < 2 ** width);
        expect(sim.failedAssertion).toBeUndefined();
        expect({ form, period }).toEqual({ form, period: 2 ** width - 1 });
      }
    },
  );

  it.each(maximalTaps.map((taps) => [taps[0] ?? 0, taps] as const))(
    'of %i bits: x generates all 2^bits - 1 elements of the field of the polynomial with taps %o',
    (width, taps) => {
      expect(taps).toEqual([...taps].sort((a, b) => b - a));
      expect(orderOfX(width, taps)).toBe(2n ** BigInt(width) - 1n);
    },
  );

  it('knows taps that are not maximal', () => {
    expect(orderOfX(4, [4, 2])).not.toBe(15n);
    expect(orderOfX(64, [64, 63])).not.toBe(2n ** 64n - 1n);
    expect(primeFactors(2n ** 64n - 1n)).toEqual([3n, 5n, 17n, 257n, 641n, 65537n, 6700417n]);
    expect(maximalTaps.map(([width]) => width)).toEqual(Array.from({ length: 63 }, (_, i) => i + 2));
  });

  it.each([1, 2, 5, 8, 40])('of %i bits steps as its form says', (width) => {
    for (const form of forms) {
      const seed = 2n ** BigInt(width) - 1n;
      const taps = maximalTaps[width - 2] ?? [1];
      let state = Array.from({ length: width }, () => 1);
      const model = {
        outputs: () => ({
          state: state.reduceRight((sum, b) => sum * 2n + BigInt(b), 0n),
          bit: form === 'galois' ? (state[0] ?? 0) : (state.at(-1) ?? 0),
        }),
        tick: (i: Readonly<Record<string, bigint>>) => {
          if (i.enable !== 1n) return;
          if (form === 'fibonacci') {
            const parity = taps.reduce((sum, t) => sum + (state[t - 1] ?? 0), 0) % 2;
            state = [parity, ...state.slice(0, -1)];
          } else {
            const [out = 0, ...rest] = state;
            state = [...rest, 0].map((b, i) => (taps.includes(i + 1) ? b ^ out : b));
          }
        },
      };
      compareWithModel(build(Lfsr, { bits: width, form, seed }), model, { cycles: 300 });
    }
  });

  it('refuses a seed of 0, and taps that are none of its own', () => {
    expect(textOf(() => build(Lfsr, { bits: 4, seed: 0 }))).toContain(
      'parameter `seed` of a module is refused: must be from 1 to 2^bits - 1',
    );
    expect(codesOf(() => build(Lfsr, { bits: 4, taps: [3, 2] }))).toEqual(['CW-E004']);
    expect(codesOf(() => build(Lfsr, { bits: 4, taps: [4, 4] }))).toEqual(['CW-E004']);
    expect(codesOf(() => build(Lfsr, { bits: 65 }))).toEqual(['CW-E004']);
  });
});
