/** What compiled designs call; all small enough for the engine to inline, except where BigInts are at work. */

const pow2 = Float64Array.from({ length: 64 }, (_, n) => 2 ** n);
const pow2Negative = Float64Array.from({ length: 64 }, (_, n) => 2 ** -n);
const two32 = 2 ** 32;

/** t modulo p = 2^width, unsigned. */
function wrapU(t: number, p: number): number {
  return t - Math.floor(t / p) * p;
}

/** t modulo p = 2^width, two's complement. */
function wrapS(t: number, p: number): number {
  const u = t - Math.floor(t / p) * p;
  return u >= p / 2 ? u - p : u;
}

/** `wrapU` for -p <= t < p. */
function wrapUp(t: number, p: number): number {
  return t < 0 ? t + p : t;
}

/** `wrapU` for 0 <= t < 2p. */
function wrapDown(t: number, p: number): number {
  return t >= p ? t - p : t;
}

/** `wrapS` for -1.5p <= t < 1.5p. */
function wrapNear(t: number, p: number): number {
  return t >= p / 2 ? t - p : t < -p / 2 ? t + p : t;
}

const high = (t: number): number => Math.floor(t / two32);

function andD(a: number, b: number): number {
  return (high(a) & high(b)) * two32 + ((a & b) >>> 0);
}

function orD(a: number, b: number): number {
  return (high(a) | high(b)) * two32 + ((a | b) >>> 0);
}

function xorD(a: number, b: number): number {
  return (high(a) ^ high(b)) * two32 + ((a ^ b) >>> 0);
}

function pop32(t: number): number {
  let v = t - ((t >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Ones of an unsigned number of at most 52 bits. */
function popD(t: number): number {
  return pop32(t | 0) + pop32(high(t));
}

const pair = new BigUint64Array(1);
const halves = new Uint32Array(pair.buffer);
const onesOfDigit = new Map([...'0123456789abcdef'].map((d, n) => [d, pop32(n)]));

/** Ones of an unsigned BigInt. */
function popBig(t: bigint, width: number): number {
  let ones = 0;
  if (width > 4096) {
    for (const digit of t.toString(16)) ones += onesOfDigit.get(digit) ?? 0;
    return ones;
  }
  for (let rest = t; rest !== 0n; rest >>= 64n) {
    pair[0] = rest;
    ones += pop32((halves[0] ?? 0) | 0) + pop32((halves[1] ?? 0) | 0);
  }
  return ones;
}

/** An amount or index of any size; beyond 2^20 it makes no difference. */
function clampBig(t: bigint): number {
  return t > 0xfffffn ? 0xfffff : Number(t);
}

/** t * 2^n, exact in its low bits whatever the size. */
function scaleUp(t: number, n: number): number {
  return n > 53 ? 0 : t * (pow2[n] ?? 0);
}

function shrD(t: number, n: number): number {
  return Math.floor(t * (pow2Negative[n > 60 ? 60 : n] ?? 0));
}

function shlBig(t: bigint, n: number, width: number): bigint {
  return n >= width ? 0n : t << BigInt(n);
}

/** Bits pos .. pos + width - 1, at most 32, of packed words. */
function bitsAt(words: Uint32Array, pos: number, width: number): number {
  const at = pos >>> 5;
  const shift = pos & 31;
  let bits = (words[at] ?? 0) >>> shift;
  if (shift + width > 32) bits |= (words[at + 1] ?? 0) << (32 - shift);
  return width === 32 ? bits >>> 0 : bits & ((1 << width) - 1);
}

/** The same for 33 to 52 bits. */
function bitsAtD(words: Uint32Array, pos: number, width: number): number {
  return bitsAt(words, pos + 32, width - 32) * two32 + bitsAt(words, pos, 32);
}

/** The same for any number of bits. */
function bitsAtBig(words: Uint32Array, pos: number, width: number): bigint {
  let value = 0n;
  let left = width;
  while (left > 0) {
    const n = left % 52 === 0 ? 52 : left % 52;
    left -= n;
    const piece = n > 32 ? bitsAtD(words, pos + left, n) : bitsAt(words, pos + left, n);
    value = (value << BigInt(n)) | BigInt(piece);
  }
  return value;
}

/** Replaces bits pos .. pos + width - 1, at most 32. */
function putBits(words: Uint32Array, pos: number, width: number, value: number): void {
  const at = pos >>> 5;
  const shift = pos & 31;
  const mask = width === 32 ? -1 : (1 << width) - 1;
  const bits = value & mask;
  words[at] = ((words[at] ?? 0) & ~(mask << shift)) | (bits << shift);
  if (shift + width <= 32) return;
  const done = 32 - shift;
  words[at + 1] = ((words[at + 1] ?? 0) & ~(mask >>> done)) | (bits >>> done);
}

function putBitsD(words: Uint32Array, pos: number, width: number, value: number): void {
  putBits(words, pos, 32, value | 0);
  putBits(words, pos + 32, width - 32, high(value));
}

function putBitsBig(words: Uint32Array, pos: number, width: number, value: bigint): void {
  let rest = value;
  for (let at = 0; at < width; at += 32) {
    pair[0] = rest;
    putBits(words, pos + at, Math.min(32, width - at), halves[0] ?? 0);
    rest >>= 32n;
  }
}

export const runtime = {
  wrapU,
  wrapS,
  wrapUp,
  wrapDown,
  wrapNear,
  andD,
  orD,
  xorD,
  pop32,
  popD,
  popBig,
  clampBig,
  scaleUp,
  shrD,
  shlBig,
  bitsAt,
  bitsAtD,
  bitsAtBig,
  putBits,
  putBitsD,
  putBitsBig,
};
