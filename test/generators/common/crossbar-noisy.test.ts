import { afterAll, describe, expect, it } from 'vitest';
import { noiseTable } from '../../../base/noise-table.js';
import { hasTool } from '../../support/tools.js';
import { noise, pumaConfig, signedConfig } from './support/configs.js';
import { buildTimeout, type Case, randomCase, simulate } from './support/macro-bench.js';
import { gaussian, gaussianOf, roundShift, squareRoot } from './support/noise-by-hand.js';
import { Scratch } from './support/scratch.js';

const q16 = (sigma: number) => BigInt(Math.floor(sigma * 65536 + 0.5));
const clamp = (x: bigint, low: bigint, high: bigint) => (x < low ? low : x > high ? high : x);

/** Codes of every sample and column, evaluated in unbounded integers from the specification's words. */
function byHand({ config, macro = 0, slice, sliceBits, signed, cells, samples }: Case): number[][] {
  const { rows, columns, cellBits, dacBits, adcBits } = config;
  const { seed, programming, read, adc } = config.nonideal ?? noise();
  const largestSum = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  const bits = largestSum.toString(2).length + (signed ? 1 : 0);
  const k =
    config.system === 'puma-mvmu' && config.adcOverflow === 'drop-low' ? Math.max(0, bits - adcBits) : 0;
  const low = signed ? -(1n << BigInt(adcBits - 1)) : 0n;
  const high = low + (1n << BigInt(adcBits)) - 1n;
  const cellSigma = roundShift(q16(programming) * BigInt(2 ** cellBits - 1), 4);
  const adcSigma = roundShift(q16(adc) << BigInt(k), 4);
  const largestLevel = (BigInt(2 ** sliceBits - 1) * 4096n * 3n) / 2n;
  const device = (level: number, which: number, row: number, column: number) => {
    const g = gaussian({ seed, kind: 0, macro, slice, device: which, row, column });
    return clamp(BigInt(level) * 4096n + roundShift(cellSigma * g, 16), 0n, largestLevel);
  };
  const positive = cells.map((r, i) => r.map((w, j) => device(Math.max(w, 0), 0, i, j)));
  const negative = cells.map((r, i) => r.map((w, j) => (signed ? device(Math.max(-w, 0), 1, i, j) : 0n)));
  return samples.map(({ codes, operation, pass, step }) =>
    Array.from({ length: columns }, (_, column) => {
      const sumOf = (levels: bigint[][]) =>
        codes.reduce((sum, code, i) => sum + BigInt(code) * (levels[i]?.[column] as bigint), 0n);
      const plus = sumOf(positive);
      const minus = sumOf(negative);
      const draw = (kind: number) => gaussian({ seed, kind, macro, slice, operation, pass, step, column });
      const readSigma = roundShift(q16(read) * squareRoot((plus + minus) << 12n), 16);
      const total = plus - minus + roundShift(readSigma * draw(1), 16) + roundShift(adcSigma * draw(2), 16);
      return Number(clamp(roundShift(total, 12 + k), low, high));
    }),
  );
}

const all = noise({ seed: 0xffffffff, programming: 0.11, read: 0.07, adc: 0.9 });
const cases: Case[] = [
  randomCase(pumaConfig({ rows: 20, columns: 9, nonideal: noise({ programming: 0.3 }) }), 1, 6, 2),
  randomCase(pumaConfig({ rows: 20, columns: 9, nonideal: noise({ read: 0.4 }) }), 2, 6, 3),
  randomCase(pumaConfig({ rows: 20, columns: 9, nonideal: noise({ adc: 2.5 }) }), 3, 6, 4),
  randomCase(pumaConfig({ rows: 33, columns: 17, adcs: 5, nonideal: all }), 4, 8, 7),
  randomCase(pumaConfig({ rows: 1, columns: 1, cellBits: 1, adcBits: 1, nonideal: all }), 5, 8),
  randomCase(
    pumaConfig({
      rows: 65,
      columns: 4,
      cellBits: 5,
      dacBits: 4,
      adcBits: 6,
      adcOverflow: 'drop-low',
      nonideal: all,
    }),
    6,
    8,
  ),
  randomCase(
    pumaConfig({
      rows: 12,
      columns: 6,
      encoding: 'differential',
      adcBits: 7,
      nonideal: noise({ programming: 0.2 }),
    }),
    7,
    6,
    1,
  ),
  randomCase(
    pumaConfig({
      rows: 40,
      columns: 6,
      cellBits: 3,
      dacBits: 2,
      encoding: 'differential',
      adcBits: 5,
      adcOverflow: 'drop-low',
      nonideal: all,
    }),
    8,
    6,
    2,
  ),
  randomCase(
    pumaConfig({
      rows: 12,
      columns: 6,
      cellBits: 4,
      encoding: 'differential',
      nonideal: noise({ programming: 0.5, read: 0.1 }),
    }),
    9,
    6,
    3,
    3,
  ),
  randomCase(
    pumaConfig({ rows: 12, columns: 8, cellBits: 3, nonideal: noise({ programming: 1 }) }),
    10,
    6,
    5,
    1,
  ),
  randomCase(
    pumaConfig({
      rows: 512,
      columns: 2,
      cellBits: 5,
      dacBits: 4,
      adcBits: 1,
      encoding: 'differential',
      adcOverflow: 'drop-low',
      nonideal: noise({ programming: 1, read: 1, adc: 16 }),
    }),
    11,
    6,
  ),
  randomCase(
    pumaConfig({
      rows: 512,
      columns: 3,
      cellBits: 5,
      dacBits: 4,
      adcBits: 16,
      adcOverflow: 'drop-low',
      nonideal: noise({ read: 1 }),
    }),
    12,
    6,
  ),
  randomCase(signedConfig({ rows: 30, columns: 20, adcs: 3, nonideal: all }), 13, 6),
  { ...randomCase(pumaConfig({ rows: 20, columns: 9, nonideal: all }), 14, 6, 2), macro: 1 },
  {
    ...randomCase(pumaConfig({ rows: 20, columns: 9, encoding: 'differential', nonideal: all }), 14, 6, 2),
    macro: 255,
  },
];

describe('the crossbar macro with noise equals an evaluation by hand', () => {
  const scratch = new Scratch();
  afterAll(() => scratch.remove());

  it('enters the table at its first and last words', () => {
    expect(gaussianOf(0n)).toBe(BigInt(noiseTable[0] as number));
    expect(gaussianOf(0xffffffffn)).toBe(-gaussianOf(0x7fffffffn));
    expect(gaussianOf(0x40000000n)).toBe(BigInt(noiseTable[480] as number));
  });

  it('has noise that changes codes in every case', () => {
    for (const c of cases) {
      const { nonideal: _, ...ideal } = c.config;
      if (c.config.adcBits > 1) expect(byHand(c)).not.toEqual(byHand({ ...c, config: ideal }));
    }
  });

  it('has other noise in another macro unit', () => {
    for (const c of cases)
      if (c.macro !== undefined) expect(byHand(c)).not.toEqual(byHand({ ...c, macro: c.macro - 1 }));
  });

  it.skipIf(!hasTool('verilator'))(
    'in verilator',
    () => {
      const codes = simulate(scratch, 'verilator', cases);
      for (const [k, c] of cases.entries()) expect(codes[k], JSON.stringify(c.config)).toEqual(byHand(c));
    },
    buildTimeout,
  );
});
