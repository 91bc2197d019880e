import { lookupTables } from '../../../../../config/puma/lookup-tables.js';

/** The operations of docs/puma-isa.md on one element, written down from the page with exact integers. */

/** A word and the flags that it sets: 1 overflow, 2 divide, 4 domain. */
export interface Outcome {
  readonly word: number;
  readonly flags: number;
}

const exactly = (word: number): Outcome => ({ word, flags: 0 });
const word16 = (value: number): number => (value << 16) >> 16;

function saturated(value: number): Outcome {
  // No -0.
  const word = Math.max(-32768, Math.min(32767, value)) || 0;
  return { word, flags: word === (value || 0) ? 0 : 1 };
}

/** value / 2^bits, ties to even; integers below 2^53. */
function halfEven(value: number, bits: number): number {
  const unit = 2 ** bits;
  const low = Math.floor(value / unit);
  const rest = 2 * (value - low * unit);
  return rest > unit || (rest === unit && low % 2 !== 0) ? low + 1 : low;
}

export type Operation = (a: number, b: number, src3: number, fraction: number) => Outcome;

export const binary: Readonly<Record<string, Operation>> = {
  add: (a, b) => saturated(a + b),
  sub: (a, b) => saturated(a - b),
  mul: (a, b, _, f) => saturated(halfEven(a * b, f)),
  div: (a, b, _, f) => {
    if (b === 0) return { word: a === 0 ? 0 : a > 0 ? 32767 : -32768, flags: 2 };
    return saturated(Math.trunc((a * 2 ** f) / b));
  },
  and: (a, b) => exactly(a & b),
  or: (a, b) => exactly(a | b),
  min: (a, b) => exactly(Math.min(a, b)),
  max: (a, b) => exactly(Math.max(a, b)),
};

export const unary: Readonly<Record<string, Operation>> = {
  not: (a) => exactly(~a),
  relu: (a) => exactly(Math.max(a, 0)),
};

export const shifts: Readonly<Record<string, Operation>> = {
  shl: (a, _, src3) => exactly(src3 >= 16 ? 0 : word16(a * 2 ** src3)),
  shr: (a, _, src3) => exactly(Math.floor(a / 2 ** src3)),
};

export const scalars: Readonly<Record<string, Operation>> = {
  add: (a, b) => saturated(a + b),
  sub: (a, b) => saturated(a - b),
  eq: (a, b) => exactly(Number(a === b)),
  gt: (a, b) => exactly(Number(a > b)),
  ne: (a, b) => exactly(Number(a !== b)),
};

type Table = (typeof lookupTables)[keyof typeof lookupTables];

/** I(T, z) in units of 2^-25. */
function line({ entries, end }: Table, z: number): number {
  const k = Math.floor(z / 1024);
  const word = (at: number) => entries[at] ?? end;
  return 1024 * word(k) + (word(k + 1) - word(k)) * (z % 1024);
}

/** Y of sigmoid and tanh, of |x|. */
function half(table: Table, x: number, f: number): number {
  const z = Math.abs(x) * 2 ** (15 - f);
  return z >= 2 ** 18 ? 1024 * table.end : line(table, z);
}

export const lookups: Readonly<Record<string, Operation>> = {
  sigmoid: (x, _, __, f) => {
    const y = half(lookupTables.sigmoid, x, f);
    return saturated(halfEven(x < 0 ? 2 ** 25 - y : y, 25 - f));
  },
  tanh: (x, _, __, f) => {
    const y = half(lookupTables.tanh, x, f);
    return saturated(halfEven(x < 0 ? -y : y, 25 - f));
  },
  exp: (x, _, __, f) => {
    const t = x * 1512775;
    const unit = 2 ** (f + 20);
    const i = Math.floor(t / unit);
    const v = Math.floor(((t - i * unit) * 2 ** 17) / unit);
    if (i >= 15 - f) return { word: 32767, flags: 1 };
    const s = 25 - f - i;
    return s > 26 ? exactly(0) : saturated(halfEven(2 ** 25 + line(lookupTables.exp, v), s));
  },
  log: (x, _, __, f) => {
    if (x <= 0) return { word: -32768, flags: 4 };
    const p = Math.floor(Math.log2(x));
    const v = x * 2 ** (17 - p) - 2 ** 17;
    return saturated(halfEven(((p - f) * 2 ** 25 + line(lookupTables.log, v)) * 726817, 45 - f));
  },
};

/** States of the generator behind `rand`, one after the other. */
export function* randomWords(state: number): Generator<{ readonly state: number; readonly word: number }> {
  for (let s = state; ; ) {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    s >>>= 0;
    yield { state: s, word: word16(s >>> 16) };
  }
}

/** Words at the limits, and others all over the range. */
export function someWords(count: number, seed: number): number[] {
  const corners = [
    0, 1, -1, 2, -2, 3, 255, 4095, 4096, 4097, -4096, 16384, -16384, 32766, 32767, -32767, -32768,
  ];
  const random = randomWords(seed);
  return Array.from({ length: count }, (_, i) => corners[i] ?? (random.next().value?.word as number));
}
