import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import type { FirstDivergence } from '../../systems/api.js';
import { numberRanges } from '../support/arbitrary-config.js';
import { mvmuConfig, signedArrayConfig } from '../support/exact-mvmu.js';

/** An error made by hand in generated RTL, and how co-simulation must report it. */
export interface Fault {
  /** Runs in the long run only: a variant of another fault. */
  readonly long?: true;
  readonly name: string;
  /** Module without the name of the unit; empty: the top module. */
  readonly module: string;
  /** Text edits: what `from` matches, exactly once, becomes `to`. */
  readonly edits: readonly (readonly [from: string | RegExp, to: string])[];
  readonly expected: ExpectedDivergence | ExpectedStop;
}

/** The first event that differs. */
export interface ExpectedDivergence {
  readonly reason: 'divergence';
  readonly kind: FirstDivergence['kind'];
  readonly nature?: FirstDivergence['nature'];
  /** Coordinates that the fault itself determines. */
  readonly position?: Readonly<Record<string, number>>;
}

export interface ExpectedStop {
  readonly reason: 'hang' | 'assertion';
  /** What the message must tell. */
  readonly message: RegExp;
}

/** Changes a source text as a fault says.
 *  @throws {Error} where an edit fits no place or several, or changes nothing */
export function editText(text: string, { name, edits }: Pick<Fault, 'name' | 'edits'>): string {
  return edits.reduce((before, [from, to]) => {
    const pattern = typeof from === 'string' ? literal(from) : new RegExp(from.source, `${from.flags}g`);
    const places = before.match(pattern)?.length ?? 0;
    if (places !== 1) throw new Error(`${name}: ${from} fits ${places} places`);
    const after = before.replace(pattern, to);
    if (after === before) throw new Error(`${name}: ${from} changes nothing`);
    return after;
  }, text);
}

/** File of a fault's module. */
export function faultFile(unit: UnitName, { module }: Pick<Fault, 'module'>): string {
  return module === '' ? `${unit}.sv` : `${unit}_${module}.sv`;
}

/** A text to be found as it is, however it is broken into lines. */
function literal(text: string): RegExp {
  const words = text.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(words.join('\\s+'), 'g');
}

/** Three columns on two ADCs, so that the last group is half empty; three slices, the top one a single bit. */
const small = {
  rows: 3,
  columns: 3,
  weightBits: 5,
  cellBits: 2,
  inputBits: 4,
  adcs: 2,
  output: { bits: 6, fraction: 2, rounding: 'half-even', overflow: 'saturate' },
} as const;

const nonideal = { seed: 5, programming: 0, read: 0, adc: 1 } as const;

/** The units that faults are made in. */
export const units = {
  unit: mvmuConfig({ ...small, name: 'unit', adcBits: 4 }),
  flip: mvmuConfig({
    ...small,
    name: 'flip',
    dacBits: 3,
    adcBits: 3,
    adcOverflow: 'drop-low',
    encoding: 'offset-flip',
  }),
  pair: mvmuConfig({ ...small, name: 'pair', dacBits: 3, adcBits: 5, encoding: 'differential' }),
  plane: mvmuConfig({
    ...small,
    name: 'plane',
    adcBits: 4,
    output: { bits: 8, fraction: 2, rounding: 'per-plane', overflow: 'wrap' },
  }),
  array: signedArrayConfig({
    name: 'array',
    rows: 3,
    columns: 3,
    cellBits: 2,
    dacBits: 2,
    adcs: 2,
    adcBits: 4,
  }),
  noisy: signedArrayConfig({
    name: 'noisy',
    rows: 3,
    columns: 3,
    cellBits: 2,
    dacBits: 2,
    adcs: 2,
    adcBits: 8,
    nonideal,
  }),
} as const satisfies Readonly<Record<string, PumaMvmuConfig | SignedArrayConfig>>;

export type UnitName = keyof typeof units;

/** A column of large weights, one of the least, one of small ones whose results tie and do not saturate; the first inputs already tell. */
export function faultWorkload(config: (typeof units)[UnitName]): { weights: number[][]; inputs: number[][] } {
  const { weights: w, inputs: x } = numberRanges(config);
  const part = ([min, max]: readonly [number, number], k: number) =>
    min + Math.floor(((max - min + 1) * (k % 16)) / 16);
  return {
    weights: [0, 1, 2].map((i) => [w[1] - (i % 2), w[0], [3, -2, 2][i]!]),
    inputs: [
      [part(x, 9), part(x, 14), part(x, 3)],
      [x[0], x[0], x[0]],
      [x[1], x[1], x[1]],
      [x[0], x[1], x[0]],
      [0, 0, 0],
      ...Array.from({ length: 9 }, (_, v) => [part(x, 7 * v + 1), part(x, 5 * v + 6), part(x, 3 * v + 11)]),
      // What should start afresh in each run grows beyond its bounds.
      ...Array.from({ length: 16 }, () => [x[1], x[1], x[1]]),
    ],
  };
}
