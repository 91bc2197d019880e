import { describe, expect, it } from 'vitest';
import { build } from '../../../hdl-dsl/index.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { WidthConverter } from '../../../hdl-dsl/std/index.js';
import { compareWithModel } from './support/compare.js';

const ratios = [
  [1, 1],
  [8, 8],
  [1, 7],
  [7, 1],
  [4, 12],
  [12, 4],
  [3, 2],
  [2, 3],
  [6, 4],
  [10, 15],
  [33, 20],
] as const;

describe('width converter', () => {
  it.each(ratios)('from %i to %i bits keeps every bit in order', (from, to) => {
    const bits: bigint[] = [];
    const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
    const value = (width: number): bigint =>
      bits.slice(0, width).reduceRight((sum, b) => (sum << 1n) | b, 0n);
    const ready = () => bits.length < 2 * to;
    const seen = compareWithModel(build(WidthConverter, { from, to }), {
      outputs: () => ({
        in_ready: ready(),
        out_valid: bits.length >= to,
        out_data: bits.length >= to ? value(to) : undefined,
      }),
      tick: (i) => {
        const take = ready() && i.in_valid === 1n;
        if (bits.length >= to && i.out_ready === 1n) bits.splice(0, to);
        if (take) for (let b = 0; b < from; b++) bits.push(((i.in_data ?? 0n) >> BigInt(b)) & 1n);
        expect(bits.length).toBeLessThanOrEqual(from + 2 * to - gcd(from, to));
      },
    });
    expect(Math.min(...seen.values())).toBeGreaterThan(50);
  });

  it.each(ratios)('from %i to %i bits moves a word of the narrower side in every cycle', (from, to) => {
    const sim = new Simulator(build(WidthConverter, { from, to }));
    sim.poke('in_valid_i', 1);
    sim.poke('out_ready_i', 1);
    sim.step(100);
    const narrow = from <= to ? 'in_ready_o' : 'out_valid_o';
    for (let cycle = 0; cycle < 200; cycle++) {
      expect(sim.peek(narrow)).toBe(1);
      sim.step();
    }
  });
});
