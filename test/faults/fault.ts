import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { RaellaArrayConfig } from '../../config/raella-crossbar.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import type { FirstDivergence } from '../../systems/api.js';
import { RandomSource } from '../../systems/workloads/random-source.js';
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

function mixed(
  name: string,
  changes: Pick<MixedSignalArrayConfig, 'style'> & Partial<MixedSignalArrayConfig>,
): MixedSignalArrayConfig {
  const size = { rows: 3, columns: 3, adcs: 2, weightBits: 3, inputBits: 2, adcBits: 3, adcStep: 1 };
  return { system: 'mixed-signal-array', name, ...size, ...changes };
}

/** Three filters of three slices and a column that none owns; four ADCs, so that filters lie across groups. */
function crossbar(name: string, changes: Partial<RaellaArrayConfig>): RaellaArrayConfig {
  return {
    ...{
      system: 'raella-crossbar',
      name,
      rows: 5,
      columns: 10,
      cellBits: 4,
      dacBits: 4,
      adcs: 4,
      adcBits: 4,
    },
    speculation: [4, 2, 2],
    layer: { slicing: [3, 3, 2], speculate: true, signedInputs: true },
    ...changes,
  };
}

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
  binary: mixed('binary', { style: 'xnor-capacitor', weightBits: 1, inputBits: 1, adcBits: 3 }),
  multi: mixed('multi', { style: 'multibit-capacitor' }),
  serial: mixed('serial', { style: 'bit-serial-sram', adcBits: 2 }),
  ramp: mixed('ramp', { style: 'resistive-ramp' }),
  noisy_ramp: mixed('noisy_ramp', { style: 'resistive-ramp', nonideal: { ...nonideal, comparator: 2 } }),
  spec: crossbar('spec', {}),
  steps: crossbar('steps', {
    layer: { slicing: [3, 3, 2], speculate: false, signedInputs: false },
    nonideal,
  }),
} as const satisfies Readonly<
  Record<string, PumaMvmuConfig | SignedArrayConfig | MixedSignalArrayConfig | RaellaArrayConfig>
>;

export type UnitName = keyof typeof units;

/** A column of large weights, one of the least, one of small ones whose results tie and do not saturate; the first inputs already tell. */
export function faultWorkload(config: (typeof units)[UnitName]): { weights: number[][]; inputs: number[][] } {
  const { weights: w, inputs: x } = numberRanges(config);
  if (config.system === 'mixed-signal-array' && config.style === 'xnor-capacitor') return signsWorkload();
  if (config.system === 'raella-crossbar') return filtersWorkload(config);
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

/** Every vector of three signs, against weights of equal and of different signs. */
function signsWorkload(): { weights: number[][]; inputs: number[][] } {
  const sign = (bits: number, i: number) => ((bits >> i) & 1 ? 1 : -1);
  return {
    weights: [0, 1, 2].map((i) => [1, sign(2, i), sign(5, i)]),
    inputs: Array.from({ length: 8 }, (_, v) => [0, 1, 2].map((i) => sign(v, i))),
  };
}

/** Weights near the middle of their filter, anywhere, and far from it on both sides, so that speculation holds and
 *  fails, and psums overflow; at last the largest inputs again and again. */
function filtersWorkload({ rows, layer }: RaellaArrayConfig): { weights: number[][]; inputs: number[][] } {
  const random = new RandomSource(9);
  const [least, most] = layer.signedInputs ? [-128, 127] : [0, 255];
  const row = (next: (i: number) => number) => Array.from({ length: rows }, (_, i) => next(i));
  return {
    weights: row((i) => i).map((i) => [
      random.integer(-6, 6),
      random.integer(-128, 127),
      i % 2 === 0 ? 127 : -128,
    ]),
    inputs: [
      ...Array.from({ length: 12 }, () => row(() => random.integer(least, most))),
      ...Array.from({ length: 4 }, () => row((i) => (i % 2 === 0 ? most : least))),
      ...Array.from({ length: 12 }, () => row(() => most)),
    ],
  };
}
