import { describe, expect, it } from 'vitest';
import { build, sint, uint } from '../../../hdl-dsl/index.js';
import { shiftAddTree, treeLatency } from '../../../hdl-dsl/std/index.js';
import { codesOf } from '../support/findings.js';
import { compareWithModel } from './support/compare.js';

const trees = [
  { signed: false, bits: 4, terms: 1, weights: undefined },
  { signed: false, bits: 1, terms: 9, weights: undefined },
  { signed: true, bits: 5, terms: 6, weights: undefined },
  { signed: false, bits: 3, terms: 4, weights: [1, 2, 4, 8] },
  { signed: false, bits: 4, terms: 3, weights: [7, 23, 1000] },
  { signed: true, bits: 4, terms: 5, weights: [-1, 7, -12, 3, 100] },
  { signed: true, bits: 1, terms: 2, weights: [-1, -1] },
  { signed: true, bits: 6, terms: 1, weights: [-5] },
  { signed: true, bits: 2, terms: 3, weights: [2 ** 40, -3, 1] },
];

describe('shift-and-add tree', () => {
  it.each(trees.flatMap((t) => [0, 1, 2].map((registerEvery) => ({ ...t, registerEvery }))))('%o', (t) => {
    const { signed, bits, terms, weights, registerEvery } = t;
    const p = { terms, registerEvery, ...(weights === undefined ? {} : { weights }) };
    const top = build(shiftAddTree(signed ? sint(bits) : uint(bits)), p);
    const latency = treeLatency(p);
    expect(latency === 0).toBe(registerEvery === 0);
    const sumBits = top.ports.find((port) => port.name === 'sum')?.type.width ?? 0;
    const weight = (k: number) => BigInt(weights?.[k] ?? 1);

    // No bit more than the extremes need.
    const low = signed ? -(2n ** BigInt(bits - 1)) : 0n;
    const high = signed ? -low - 1n : 2n ** BigInt(bits) - 1n;
    const extremes = [
      [low, high],
      [high, low],
    ].map(([neg = 0n, pos = 0n]) =>
      Array.from({ length: terms }, (_, k) => weight(k) * (weight(k) < 0n ? neg : pos)).reduce(
        (a, b) => a + b,
      ),
    );
    const fits = (width: number) =>
      extremes.every((x) => (signed ? BigInt.asIntN(width, x) : BigInt.asUintN(width, x)) === x);
    expect(fits(sumBits)).toBe(true);
    expect(sumBits === 1 || !fits(sumBits - 1)).toBe(true);

    const sums: { readonly valid: bigint; readonly sum: bigint }[] = Array.from({ length: latency }, () => ({
      valid: 0n,
      sum: 0n,
    }));
    const sumOf = (packed: bigint): bigint => {
      let sum = 0n;
      for (let k = 0; k < terms; k++) {
        const pattern = (packed >> BigInt(k * bits)) & (2n ** BigInt(bits) - 1n);
        sum += weight(k) * (signed ? BigInt.asIntN(bits, pattern) : pattern);
      }
      return BigInt.asUintN(sumBits, sum);
    };
    const seen = compareWithModel(
      top,
      {
        outputs: (i) => {
          const now = latency === 0 ? { valid: i.valid ?? 0n, sum: sumOf(i.terms ?? 0n) } : sums[0];
          return { sum_valid: now?.valid, sum: now?.valid === 1n ? now.sum : undefined };
        },
        tick: (i) => {
          sums.push({ valid: i.valid ?? 0n, sum: sumOf(i.terms ?? 0n) });
          sums.shift();
        },
      },
      { cycles: 300 },
    );
    expect(seen.get('sum')).toBeGreaterThan(100);
  });

  it('uses few additions for its weights', () => {
    // 7 is 8 - 1, 15 is 16 - 1: three additions or subtractions.
    expect(treeLatency({ terms: 2, weights: [7, 15], registerEvery: 1 })).toBe(2);
    expect(treeLatency({ terms: 1, weights: [8], registerEvery: 1 })).toBe(1);
  });

  it('refuses weights that its terms cannot have', () => {
    expect(codesOf(() => build(shiftAddTree(uint(4)), { terms: 2, weights: [1, -1] }))).toEqual(['CW-E004']);
    expect(codesOf(() => build(shiftAddTree(sint(4)), { terms: 2, weights: [1, 0] }))).toEqual(['CW-E004']);
    expect(codesOf(() => build(shiftAddTree(sint(4)), { terms: 2, weights: [1] }))).toEqual(['CW-E004']);
  });
});
