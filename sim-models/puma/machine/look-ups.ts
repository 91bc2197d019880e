import { type LookupFunction, type LookupTable, lookupTables } from '../../../config/puma/lookup-tables.js';
import { flagBits, halfEvenShift } from './arithmetic.js';

/** A look-up of one element.
 *  @param x word, signed  @param f fraction bits, 0..15  @returns word (low 16 bits) and flags (bits 16 up) */
export type Lookup = (x: number, f: number) => number;

/** Cycles of an element. */
export const lookupCycles = 11;

/** Entries, with the one after the last. */
function withEnd({ entries, end }: LookupTable): Int32Array {
  return Int32Array.of(...entries, end);
}

const sigmoidTable = withEnd(lookupTables.sigmoid);
const tanhTable = withEnd(lookupTables.tanh);
const expTable = withEnd(lookupTables.exp);
const logTable = withEnd(lookupTables.log);

/** I(T, z) = 1024 T[k] + (T[k+1] - T[k]) u, k = floor(z / 1024), u = z mod 1024, in units of 2^-25. At most 2^25. */
function interpolate(table: Int32Array, z: number): number {
  const k = z >>> 10;
  const from = table[k]!;
  return 1024 * from + (table[k + 1]! - from) * (z & 1023);
}

/** Word and flag of an integer that may pass a word's range. */
function word(value: number): number {
  if (value > 32767) return 32767 | (flagBits.overflow << 16);
  if (value < -32768) return 0x8000 | (flagBits.overflow << 16);
  return value & 0xffff;
}

/** sigmoid and tanh: Y = I(T, z) for z = |x| 2^(15-f), or 1024 E from |x| = 8 on; 2^25 - Y or -Y where x < 0;
 *  half-even(Y / 2^(25-f)), saturated. Source: docs/puma-isa.md, "Look-ups". */
function symmetric(table: Int32Array, complement: number, x: number, f: number): number {
  // At most 2^15 * 2^15.
  const z = Math.abs(x) * 2 ** (15 - f);
  const y = z >= 2 ** 18 ? 1024 * table[256]! : interpolate(table, z);
  return word(halfEvenShift(x < 0 ? complement - y : y, 25 - f));
}

/** exp: t = x * 1512775 in units of 2^-(f+20); i = floor(t); v = the upper 17 bits of its fraction;
 *  half-even((2^25 + I(exp, v)) / 2^(25-f-i)), saturated; overflow where i >= 15 - f. Source: as above. */
function exp(x: number, f: number): number {
  // Below 2^36: exact as a double.
  const t = x * 1512775;
  const one = 2 ** (f + 20);
  const i = Math.floor(t / one);
  if (i >= 15 - f) return 32767 | (flagBits.overflow << 16);
  const v = Math.floor((t - i * one) / 2 ** (f + 3));
  const shift = 25 - f - i;
  if (shift > 26) return 0;
  return word(halfEvenShift(2 ** 25 + interpolate(expTable, v), shift));
}

/** Natural logarithm: p the top one of x; G = (p - f) 2^25 + I(log, x 2^(17-p) - 2^17);
 *  half-even(G * 726817 / 2^(45-f)); -32768 and `domain` for x <= 0. Source: as above. */
function log(x: number, f: number): number {
  if (x <= 0) return 0x8000 | (flagBits.domain << 16);
  const p = 31 - Math.clz32(x);
  const g = (p - f) * 2 ** 25 + interpolate(logTable, x * 2 ** (17 - p) - 2 ** 17);
  // Below 2^29 * 2^19.5: exact as a double, and so is the quotient by a power of two.
  const y = (g * 726817) / 2 ** (45 - f);
  const floor = Math.floor(y);
  const rest = y - floor;
  return word(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
}

export const lookups: Readonly<Record<LookupFunction, Lookup>> = {
  sigmoid: (x, f) => symmetric(sigmoidTable, 2 ** 25, x, f),
  tanh: (x, f) => symmetric(tanhTable, 0, x, f),
  exp,
  log,
};

/** @returns undefined where the operation of `alu` is none of the look-ups */
export function lookupOf(aluop: string): Lookup | undefined {
  return aluop in lookups ? lookups[aluop as LookupFunction] : undefined;
}
