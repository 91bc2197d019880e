import { noiseTable } from '../../../../base/noise-table.js';

/** Address of a Gaussian sample; fields left out are 0. */
export interface NoiseAddress {
  readonly seed: number;
  /** 0 programming, 1 read, 2 ADC. */
  readonly kind: number;
  readonly macro?: number;
  readonly slice: number;
  readonly device?: number;
  readonly operation?: number;
  readonly pass?: number;
  readonly step?: number;
  readonly row?: number;
  readonly column: number;
}

const word32 = (x: bigint) => BigInt.asUintN(32, x);

function mix(x: bigint): bigint {
  let y = word32(x ^ (x >> 16n));
  y = word32(y * 0x21f0aaadn);
  y ^= y >> 15n;
  y = word32(y * 0x735a2d97n);
  return y ^ (y >> 15n);
}

const absorb = (h: bigint, w: bigint) => mix(h ^ mix(word32(w + 0x9e3779b9n)));

/** A Gaussian sample in Q16, evaluated step by step as docs/noise.md words it. */
export function gaussian(a: NoiseAddress): bigint {
  const { seed, kind, macro = 0, slice, device = 0, operation = 0, pass = 0, step = 0, row = 0, column } = a;
  const words = [seed, kind, macro, slice, device, operation, pass, step, row, column];
  return gaussianOf(words.reduce((h, w) => absorb(h, BigInt(w)), 0x43570001n));
}

/** The inverse normal table, entered with a uniform word. */
export function gaussianOf(u: bigint): bigint {
  const negative = u >> 31n === 1n;
  const v = u & 0x7fffffffn || 1n;
  const clz = 32 - v.toString(2).length;
  const o = clz - 1;
  const n = word32(v << BigInt(o + 1));
  const k = (30 - o) * 16 + Number((n >> 27n) & 15n);
  const f = (n >> 11n) & 0xffffn;
  const z = table(k) + (((table(k + 1) - table(k)) * f) >> 16n);
  return negative ? -z : z;
}

function table(k: number): bigint {
  const entry = noiseTable[k];
  if (entry === undefined) throw new Error(`no entry ${k}`);
  return BigInt(entry);
}

/** floor(x / 2^bits + 1/2). */
export function roundShift(x: bigint, bits: number): bigint {
  return bits === 0 ? x : (x + (1n << BigInt(bits - 1))) >> BigInt(bits);
}

/** Integer square root, rounded down, by bisection. */
export function squareRoot(x: bigint): bigint {
  let low = 0n;
  let high = 1n << 32n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle * middle <= x) low = middle;
    else high = middle;
  }
  return low;
}
