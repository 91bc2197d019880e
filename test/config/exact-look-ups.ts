import { type LookupTable, lookupTables } from '../../config/puma/lookup-tables.js';

/** Largest error of each look-up against the real function, by what docs/puma-isa.md says, over all inputs whose result
 *  does not saturate; in units of the last place. */
export function lookupErrors(fraction: number): Readonly<Record<keyof typeof functions, number>> {
  const errors = Object.entries(functions).map(([name, { evaluate, real }]) => {
    let largest = 0;
    for (let x = -32768; x <= 32767; x++) {
      const exact = real(x / 2 ** fraction) * 2 ** fraction;
      if (Number.isNaN(exact) || exact < -32768 || exact > 32767) continue;
      largest = Math.max(largest, Math.abs(Number(evaluate(BigInt(x), BigInt(fraction))) - exact));
    }
    return [name, largest];
  });
  return Object.fromEntries(errors);
}

const functions = {
  sigmoid: { evaluate: sigmoid, real: (x: number) => 1 / (1 + Math.exp(-x)) },
  tanh: { evaluate: tanh, real: Math.tanh },
  exp: { evaluate: exp, real: Math.exp },
  log: { evaluate: log, real: (x: number) => (x > 0 ? Math.log(x) : Number.NaN) },
};

/** I(T, z) of the page. */
function interpolate({ entries, end }: LookupTable, z: bigint): bigint {
  const k = Number(z >> 10n);
  const at = (index: number) => BigInt(entries[index] ?? end);
  return 1024n * at(k) + (at(k + 1) - at(k)) * (z & 1023n);
}

/** numerator / 2^shift, ties to even; a multiplication where shift is negative. */
function halfEven(numerator: bigint, shift: bigint): bigint {
  if (shift <= 0n) return numerator << -shift;
  const floor = numerator >> shift;
  const rest = numerator - (floor << shift);
  const half = 1n << (shift - 1n);
  return rest > half || (rest === half && (floor & 1n) === 1n) ? floor + 1n : floor;
}

function saturate(value: bigint): bigint {
  return value > 32767n ? 32767n : value < -32768n ? -32768n : value;
}

/** Y of the page for |x|, in units of 2^-25. */
function positiveHalf(table: LookupTable, x: bigint, f: bigint): bigint {
  const z = (x < 0n ? -x : x) << (15n - f);
  return z >= 1n << 18n ? 1024n * BigInt(table.end) : interpolate(table, z);
}

function sigmoid(x: bigint, f: bigint): bigint {
  const y = positiveHalf(lookupTables.sigmoid, x, f);
  return saturate(halfEven(x < 0n ? (1n << 25n) - y : y, 25n - f));
}

function tanh(x: bigint, f: bigint): bigint {
  const y = positiveHalf(lookupTables.tanh, x, f);
  return saturate(halfEven(x < 0n ? -y : y, 25n - f));
}

function exp(x: bigint, f: bigint): bigint {
  const t = x * 1512775n;
  const unit = f + 20n;
  const i = t >> unit;
  if (i >= 15n - f) return 32767n;
  const v = ((t - (i << unit)) << 17n) >> unit;
  const s = 25n - f - i;
  return s > 26n ? 0n : saturate(halfEven((1n << 25n) + interpolate(lookupTables.exp, v), s));
}

function log(x: bigint, f: bigint): bigint {
  if (x <= 0n) return -32768n;
  const p = BigInt(x.toString(2).length - 1);
  const v = (x << (17n - p)) - (1n << 17n);
  const g = (p - f) * (1n << 25n) + interpolate(lookupTables.log, v);
  return saturate(halfEven(g * 726817n, 45n - f));
}
