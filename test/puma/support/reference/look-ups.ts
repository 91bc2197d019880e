import { lookupTables } from '../../../../config/puma/lookup-tables.js';
import { floorDivide, halfEvenScaled, largestWord, leastWord, type Result, saturated } from './words.js';

/** "Look-ups" of docs/puma-isa.md. */

/** I(T, z) in units of 2^-25. */
function interpolated(table: keyof typeof lookupTables, z: bigint): bigint {
  const { entries, end } = lookupTables[table];
  const k = Number(z / 1024n);
  const u = z % 1024n;
  const entry = (index: number): bigint => BigInt(index === entries.length ? end : entries[index]!);
  return 1024n * entry(k) + (entry(k + 1) - entry(k)) * u;
}

/** sigmoid and tanh of x, f fraction bits, in units of 2^-25: not rounded yet. */
export function exactly(table: 'sigmoid' | 'tanh', x: bigint, f: number): bigint {
  const magnitude = x < 0n ? -x : x;
  const z = magnitude * 2n ** BigInt(15 - f);
  const y = z >= 2n ** 18n ? 1024n * BigInt(lookupTables[table].end) : interpolated(table, z);
  if (x >= 0n) return y;
  return table === 'sigmoid' ? 2n ** 25n - y : -y;
}

function symmetric(table: 'sigmoid' | 'tanh', x: bigint, f: number): Result {
  return saturated(halfEvenScaled(exactly(table, x, f), 25 - f));
}

function exponential(x: bigint, f: number): Result {
  const t = x * 1512775n;
  const one = 2n ** BigInt(f + 20);
  const i = floorDivide(t, one);
  const v = ((t - i * one) * 2n ** 17n) / one;
  const m = 2n ** 25n + interpolated('exp', v);
  if (i >= BigInt(15 - f)) return { value: largestWord, overflow: true };
  const s = 25 - f - Number(i);
  if (s > 26) return { value: 0n };
  return saturated(halfEvenScaled(m, s));
}

function logarithm(x: bigint, f: number): Result {
  if (x <= 0n) return { value: leastWord, domain: true };
  const p = x.toString(2).length - 1;
  const v = x * 2n ** BigInt(17 - p) - 2n ** 17n;
  const g = BigInt(p - f) * 2n ** 25n + interpolated('log', v);
  return saturated(halfEvenScaled(g * 726817n, 45 - f));
}

export const lookUps = {
  sigmoid: (x: bigint, f: number): Result => symmetric('sigmoid', x, f),
  tanh: (x: bigint, f: number): Result => symmetric('tanh', x, f),
  exp: exponential,
  log: logarithm,
} as const;
