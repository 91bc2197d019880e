import { noiseTable } from '../../base/noise-table.js';
import type { Nonideal } from '../../config/puma-mvmu.js';

/** docs/noise.md and "Non-idealities" of spec/mvmu.md, long-hand in BigInt. */
const word = (x: bigint): bigint => BigInt.asUintN(32, x);

function mix(x: bigint): bigint {
  x ^= x >> 16n;
  x = word(x * 0x21f0aaadn);
  x ^= x >> 15n;
  x = word(x * 0x735a2d97n);
  return x ^ (x >> 15n);
}

/** The uniform word of an address of ten words. */
export function referenceUniform(address: readonly number[]): bigint {
  if (address.length !== 10) throw new Error('an address has ten words');
  let h = 0x43570001n;
  for (const field of address) h = mix(h ^ mix(word(BigInt(field) + 0x9e3779b9n)));
  return h;
}

/** Q16 of a uniform word. */
export function referenceGaussian(u: bigint): bigint {
  let v = u % 2n ** 31n;
  if (v === 0n) v = 1n;
  const o = 31 - v.toString(2).length; // zeros before the top bit of 31
  const n = v * 2n ** BigInt(o + 1);
  const k = (30 - o) * 16 + Number((n / 2n ** 27n) % 16n);
  const f = (n / 2n ** 11n) % 65536n;
  const from = BigInt(noiseTable[k]!);
  const z = from + (((BigInt(noiseTable[k + 1]!) - from) * f) >> 16n);
  return u >= 2n ** 31n ? -z : z;
}

const q16 = (sigma: number): bigint => (BigInt(Math.floor(sigma * 2 ** 50)) + 2n ** 33n) >> 34n;
const round16 = (x: bigint): bigint => (x + 2n ** 15n) >> 16n;

function isqrt(n: bigint): bigint {
  let low = 0n;
  let high = 1n << 32n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle * middle <= n) low = middle;
    else high = middle - 1n;
  }
  return low;
}

export interface NoisyColumn {
  readonly nonideal: Nonideal;
  /** Number of the unit in the design. */
  readonly macro: number;
  readonly slice: number;
  /** Largest level a cell can have, 2^c - 1. */
  readonly largestOfCell: bigint;
  /** Largest level of the slice. */
  readonly largest: bigint;
  readonly column: number;
  readonly operation: number;
  readonly pass: number;
  readonly step: number;
  /** Row codes and stored cells of the column, by row. */
  readonly drive: readonly bigint[];
  readonly cells: readonly bigint[];
  readonly signed: boolean;
  /** ADC step 2^k, and its bounds. */
  readonly k: number;
  readonly low: bigint;
  readonly high: bigint;
}

const drawn = new Map<string, bigint>();

/** The Gaussian of a device, which is the same in every step: drawn once, while there is room. */
function programmed(address: readonly number[]): bigint {
  const key = address.join();
  const known = drawn.get(key);
  if (known !== undefined) return known;
  if (drawn.size > 100_000) drawn.clear();
  const g = referenceGaussian(referenceUniform(address));
  drawn.set(key, g);
  return g;
}

/** The ADC code of one column with non-idealities. */
export function referenceNoisyCode(it: NoisyColumn): bigint {
  const { seed, programming, read, adc } = it.nonideal;
  const device = (level: bigint, number: number, row: number): bigint => {
    if (programming === 0) return level * 4096n;
    const sigma = round16(q16(programming) * it.largestOfCell * 4096n);
    const g = programmed([seed, 0, it.macro, it.slice, number, 0, 0, 0, row, it.column]);
    const q = level * 4096n + round16(sigma * g);
    const limit = (it.largest * 4096n * 3n) / 2n;
    return q < 0n ? 0n : q > limit ? limit : q;
  };
  let positive = 0n;
  let negative = 0n;
  it.cells.forEach((cell, row) => {
    positive += it.drive[row]! * device(cell > 0n ? cell : 0n, 0, row);
    if (it.signed) negative += it.drive[row]! * device(cell < 0n ? -cell : 0n, 1, row);
  });
  let sum = positive - negative;
  const draw = (kind: number): bigint =>
    referenceGaussian(
      referenceUniform([seed, kind, it.macro, it.slice, 0, it.operation, it.pass, it.step, 0, it.column]),
    );
  if (read > 0) {
    const sigma = round16(q16(read) * isqrt((positive + negative) * 4096n));
    sum += round16(sigma * draw(1));
  }
  if (adc > 0) {
    const sigma = round16(q16(adc) * 4096n * 2n ** BigInt(it.k));
    sum += round16(sigma * draw(2));
  }
  const unit = 4096n * 2n ** BigInt(it.k);
  const code = (2n * sum + unit) >> BigInt(13 + it.k);
  return code < it.low ? it.low : code > it.high ? it.high : code;
}
