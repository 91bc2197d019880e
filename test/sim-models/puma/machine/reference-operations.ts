import { lookupTables } from '../../../../config/puma/lookup-tables.js';

/** Operations of docs/puma-isa.md one element at a time, in whole numbers of any size. */

/** Word and the flags it raises: 1 overflow, 2 divide, 4 domain. */
export interface Result {
  readonly value: number;
  readonly flags: number;
}

export function saturate(value: bigint): Result {
  if (value > 32767n) return { value: 32767, flags: 1 };
  if (value < -32768n) return { value: -32768, flags: 1 };
  return { value: Number(value), flags: 0 };
}

/** numerator / denominator rounded to a whole number, ties to even; the denominator is positive. */
export function halfEven(numerator: bigint, denominator: bigint): bigint {
  let floor = numerator / denominator;
  if (floor * denominator > numerator) floor -= 1n;
  const twice = 2n * (numerator - floor * denominator);
  return twice > denominator || (twice === denominator && floor % 2n !== 0n) ? floor + 1n : floor;
}

/** x / 2^k, also for k below 0. */
function halfEvenScaled(x: bigint, k: number): bigint {
  return k > 0 ? halfEven(x, 2n ** BigInt(k)) : x * 2n ** BigInt(-k);
}

const exact = (value: number): Result => ({ value, flags: 0 });

/** Two-operand operations. @param f fraction bits */
export const binary: Readonly<Record<string, (a: number, b: number, f: number) => Result>> = {
  add: (a, b) => saturate(BigInt(a) + BigInt(b)),
  sub: (a, b) => saturate(BigInt(a) - BigInt(b)),
  mul: (a, b, f) => saturate(halfEvenScaled(BigInt(a) * BigInt(b), f)),
  div: (a, b, f) => {
    if (b === 0) return { value: a > 0 ? 32767 : a < 0 ? -32768 : 0, flags: 2 };
    // BigInt division rounds towards zero.
    return saturate((BigInt(a) * 2n ** BigInt(f)) / BigInt(b));
  },
  and: (a, b) => exact(Number(BigInt.asIntN(16, BigInt(a) & BigInt(b)))),
  or: (a, b) => exact(Number(BigInt.asIntN(16, BigInt(a) | BigInt(b)))),
  min: (a, b) => exact(a < b ? a : b),
  max: (a, b) => exact(a > b ? a : b),
};

/** Shifts. @param amount 0..31 */
export const shifts: Readonly<Record<string, (a: number, amount: number) => Result>> = {
  shl: (a, amount) => exact(Number(BigInt.asIntN(16, BigInt(a) << BigInt(amount)))),
  shr: (a, amount) => exact(Number(BigInt(a) >> BigInt(amount))),
};

function interpolate({ entries, end }: { entries: readonly number[]; end: number }, z: bigint): bigint {
  const k = Number(z / 1024n);
  const next = k + 1 < entries.length ? entries[k + 1]! : end;
  return 1024n * BigInt(entries[k]!) + BigInt(next - entries[k]!) * (z % 1024n);
}

function symmetric(name: 'sigmoid' | 'tanh', x: number, f: number): Result {
  const table = lookupTables[name];
  const z = BigInt(Math.abs(x)) * 2n ** BigInt(15 - f);
  let y = z >= 2n ** 18n ? 1024n * BigInt(table.end) : interpolate(table, z);
  if (x < 0) y = name === 'sigmoid' ? 2n ** 25n - y : -y;
  return saturate(halfEvenScaled(y, 25 - f));
}

function floorDivision(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return quotient * b > a ? quotient - 1n : quotient;
}

/** One-operand operations. */
export const unary: Readonly<Record<string, (x: number, f: number) => Result>> = {
  not: (x) => exact(-x - 1),
  relu: (x) => exact(x > 0 ? x : 0),
  sigmoid: (x, f) => symmetric('sigmoid', x, f),
  tanh: (x, f) => symmetric('tanh', x, f),
  exp: (x, f) => {
    const t = BigInt(x) * 1512775n;
    const one = 2n ** BigInt(f + 20);
    const i = floorDivision(t, one);
    if (i >= BigInt(15 - f)) return { value: 32767, flags: 1 };
    const v = ((t - i * one) * 2n ** 17n) / one;
    const s = 25 - f - Number(i);
    return s > 26 ? exact(0) : saturate(halfEvenScaled(2n ** 25n + interpolate(lookupTables.exp, v), s));
  },
  log: (x, f) => {
    if (x <= 0) return { value: -32768, flags: 4 };
    const p = x.toString(2).length - 1;
    const v = BigInt(x) * 2n ** BigInt(17 - p) - 2n ** 17n;
    const g = BigInt(p - f) * 2n ** 25n + interpolate(lookupTables.log, v);
    return saturate(halfEvenScaled(g * 726817n, 45 - f));
  },
};
