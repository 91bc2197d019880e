import { afterAll, describe, expect, it } from 'vitest';
import { hasTool } from '../../support/tools.js';
import { pumaConfig, signedConfig } from './support/configs.js';
import { buildTimeout, type Case, randomCase, simulate } from './support/macro-bench.js';
import { Scratch } from './support/scratch.js';

/** Code of each sample and column, from the definition: sum over rows, step size, range. */
function longHand({ config, signed, cells, samples }: Case): number[][] {
  const { rows, columns, cellBits, dacBits, adcBits } = config;
  const largest = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  const sumBits = largest.toString(2).length + (signed ? 1 : 0);
  const dropsLow = config.system === 'puma-mvmu' && config.adcOverflow === 'drop-low';
  const step = dropsLow ? 2 ** Math.max(0, sumBits - adcBits) : 1;
  const low = signed ? -(2 ** (adcBits - 1)) : 0;
  const high = signed ? 2 ** (adcBits - 1) - 1 : 2 ** adcBits - 1;
  return samples.map(({ codes }) =>
    Array.from({ length: columns }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += (codes[i] as number) * (cells[i]?.[j] as number);
      const code = Math.floor(sum / step);
      return dropsLow ? code : Math.min(high, Math.max(low, code));
    }),
  );
}

const cases: Case[] = [
  randomCase(pumaConfig(), 1, 6),
  randomCase(pumaConfig({ rows: 1, columns: 1, cellBits: 1, adcBits: 1 }), 2, 5),
  randomCase(pumaConfig({ rows: 1, columns: 1, cellBits: 1, adcBits: 1, encoding: 'differential' }), 3, 5),
  randomCase(pumaConfig({ rows: 63, columns: 3, adcs: 2, dacBits: 2, adcBits: 8 }), 4, 6),
  randomCase(pumaConfig({ rows: 64, columns: 7, adcs: 7, dacBits: 3, cellBits: 3, adcBits: 12 }), 5, 6),
  randomCase(pumaConfig({ rows: 65, columns: 11, adcs: 4, cellBits: 5, dacBits: 4, adcBits: 16 }), 6, 6),
  randomCase(pumaConfig({ rows: 129, columns: 6, cellBits: 4, adcOverflow: 'drop-low', adcBits: 6 }), 7, 6),
  randomCase(
    pumaConfig({
      rows: 300,
      columns: 5,
      adcs: 3,
      cellBits: 3,
      dacBits: 2,
      encoding: 'differential',
      adcBits: 14,
    }),
    8,
    6,
  ),
  randomCase(
    pumaConfig({
      rows: 70,
      columns: 9,
      adcs: 9,
      cellBits: 5,
      dacBits: 4,
      encoding: 'differential',
      adcBits: 5,
      adcOverflow: 'drop-low',
    }),
    9,
    6,
  ),
  randomCase(pumaConfig({ rows: 20, columns: 8, cellBits: 3 }), 10, 6, 5, 1),
  randomCase(
    pumaConfig({ rows: 20, columns: 8, cellBits: 4, dacBits: 2, encoding: 'differential', adcBits: 8 }),
    11,
    6,
    3,
    3,
  ),
  randomCase(pumaConfig({ rows: 2, columns: 512, adcs: 100, adcBits: 3 }), 12, 4),
  randomCase(
    pumaConfig({ rows: 512, columns: 2, cellBits: 5, dacBits: 4, adcBits: 1, adcOverflow: 'drop-low' }),
    13,
    4,
  ),
  randomCase(signedConfig(), 14, 8),
  randomCase(signedConfig({ rows: 512, columns: 10, adcs: 4 }), 15, 8),
  randomCase(signedConfig({ rows: 3, columns: 4, cellBits: 1, dacBits: 1, adcs: 4, adcBits: 4 }), 16, 8),
];

describe('the ideal crossbar macro computes column sums and codes as written out by hand', () => {
  const scratch = new Scratch();
  afterAll(() => scratch.remove());

  it('has cases that reach both ends of the range, and columns past the end', () => {
    const codes = cases.flatMap((c) => longHand(c).flat());
    expect(Math.min(...codes)).toBeLessThan(-1000);
    expect(Math.max(...codes)).toBeGreaterThan(20000);
    expect(cases.filter((c) => c.config.columns % c.config.adcs !== 0).length).toBeGreaterThan(3);
  });

  for (const tool of ['iverilog', 'verilator'] as const) {
    it.skipIf(!hasTool(tool))(
      `in ${tool}`,
      () => {
        const codes = simulate(scratch, tool, cases);
        for (const [k, c] of cases.entries()) expect(codes[k], JSON.stringify(c.config)).toEqual(longHand(c));
      },
      buildTimeout,
    );
  }
});
