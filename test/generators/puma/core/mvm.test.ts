import { describe, expect, it } from 'vitest';
import { CoreBench } from './support/core-bench.js';
import { randomWords } from './support/page-arithmetic.js';
import { smallCore } from './support/small-core.js';

const config = smallCore({ fraction: 4 });
const D = config.dimension;
const random = randomWords(7);
const words = (count: number, shift: number) =>
  Array.from({ length: count }, () => (random.next().value?.word as number) >> shift);

/** y = x W, rounded half to even and saturated; the ADCs of this core lose nothing. */
function product(x: readonly number[], weights: readonly number[]): number[] {
  return Array.from({ length: D }, (_, j) => {
    const exact = x.reduce((sum, value, i) => sum + value * (weights[i * D + j] ?? 0), 0);
    const low = Math.floor(exact / 16);
    const rest = exact - 16 * low;
    const rounded = rest > 8 || (rest === 8 && low % 2 !== 0) ? low + 1 : low;
    return Math.max(-32768, Math.min(32767, rounded)) || 0;
  });
}

/** What DAC i gets. */
function routed(x: readonly number[], F: number, r: number): number[] {
  return x.map((value, i) => {
    const first = F === 0 ? 0 : F * Math.floor(i / F);
    return F === 0 || first + F > D ? value : (x[first + ((i - first + r) % F)] as number);
  });
}

describe('mvm', () => {
  const bench = new CoreBench(config);
  const { encoder, general: g } = bench;
  const weights = [words(D * D, 8), words(D * D, 8)];
  for (const [k, matrix] of weights.entries()) bench.program(k, matrix);
  const inputs = words(2 * D, 3);

  function run(mask: number, F: number, r: number) {
    bench.setRegisters(0, inputs);
    bench.setRegisters(g, [F, r]);
    return bench.execute([
      encoder.core('mvm', { mask, filter: g, stride: g + 1 }),
      // XbarIn belongs to the program again.
      encoder.core('alu.rand', { dest: 0, vecWidth: 2 * D }),
      encoder.core('hlt'),
    ]);
  }

  it.each([
    [3, 0, 0],
    [1, 0, 77],
    [2, 4, 1],
    [3, 3, 2],
    [1, 8, 5],
    [2, 5, 4],
    [3, 1, 0],
    [3, 2, 1],
    [2, 7, 6],
  ])('of mask %i, filter %i, rotation %i', (mask, F, r) => {
    const before = bench.registers(0, 2 * D);
    const { produced, retired } = run(mask, F, r);
    const wanted = [0, 1].flatMap((k) =>
      (mask >> k) % 2 === 0
        ? before.slice(k * D, (k + 1) * D)
        : product(routed(inputs.slice(k * D, (k + 1) * D), F, r), weights[k] as number[]),
    );
    expect(bench.registers(0, 2 * D)).toEqual(wanted);
    // The trace says the same, column by column, and `hlt` waited for it.
    for (const k of [0, 1]) {
      const outs = produced.filter(({ mvmu }) => mvmu === k);
      expect(outs.flatMap(({ values }) => values)).toEqual(
        (mask >> k) % 2 === 0 ? [] : wanted.slice(k * D, (k + 1) * D),
      );
      expect(outs.map(({ column }) => column)).toEqual(outs.map((_, i) => i * config.mvmu.adcs));
      for (const out of outs) expect(out.cycle).toBeLessThan(retired[2]?.cycle ?? 0);
    }
  });

  it('reads filter and stride as unsigned words of XbarOut too', () => {
    run(1, 0, 0);
    const [F] = bench.registers(0, 1);
    const run2 = bench.execute([encoder.core('mvm', { mask: 2, filter: 0, stride: g }), encoder.core('hlt')]);
    const isBad = (F as number) < 0 || (F as number) > D;
    expect(run2.retired.length).toBe(isBad ? 0 : 2);
    expect(bench.status.cause).toBe(isBad ? 'operand' : 'none');
  });

  it('a program cannot tell a running unit from one that has ended', () => {
    bench.setRegisters(0, inputs);
    bench.setRegisters(g, [0, 0]);
    bench.execute([
      encoder.core('mvm', { mask: 1, filter: g, stride: g }),
      encoder.core('copy', { dest: D, src1: 0, width: D }),
      encoder.core('mvm', { mask: 3, filter: g, stride: g }),
      encoder.core('alui.add', { dest: 0, src1: 0, immediate: 1, vecWidth: D }),
      encoder.core('mvm', { mask: 1, filter: g, stride: g }),
      encoder.core('copy', { dest: g, src1: 0, width: 2 * D }),
      encoder.core('hlt'),
    ]);
    const first = product(inputs.slice(0, D), weights[0] as number[]);
    const again = product(
      first.map((y) => Math.min(32767, y + 1)),
      weights[0] as number[],
    );
    expect(bench.registers(g, 2 * D)).toEqual([...again, ...product(first, weights[1] as number[])]);
  });
});
