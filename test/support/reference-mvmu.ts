import { activeNonideal, type Nonideal } from '../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { referenceNoisyCode } from './reference-column.js';

/** The unit of spec/mvmu.md, long-hand in BigInt, one number at a time: slow and obvious. */
export interface ReferenceRun {
  readonly codes: number[];
  readonly sums: number[];
  readonly outputs: number[];
}

const big = BigInt;

const isNoisy = (nonideal: Nonideal | undefined): nonideal is Nonideal =>
  activeNonideal(nonideal) !== undefined;

function floorShift(x: bigint, bits: number): bigint {
  return x >> big(bits); // BigInt shifts are arithmetic
}

function bitLength(x: bigint): number {
  return x === 0n ? 0 : x.toString(2).length;
}

function clamp(x: bigint, low: bigint, high: bigint): bigint {
  return x < low ? low : x > high ? high : x;
}

/** Rounds x / 2^fraction. */
export function roundShift(x: bigint, fraction: number, rounding: string): bigint {
  if (fraction === 0) return x;
  const unit = 1n << big(fraction);
  const floor = floorShift(x, fraction);
  const twice = 2n * (x - floor * unit); // compared with a unit: below, at or above the tie
  switch (rounding) {
    case 'truncate':
      return floor;
    case 'half-up':
      return twice >= unit ? floor + 1n : floor;
    case 'half-even':
      return twice > unit || (twice === unit && floor % 2n !== 0n) ? floor + 1n : floor;
    case 'half-away':
      return twice > unit || (twice === unit && x > 0n) ? floor + 1n : floor;
    default:
      throw new Error(rounding);
  }
}

export function narrowReference(
  y: bigint,
  format: { bits: number; fraction: number; rounding: string; overflow: string },
): bigint {
  const rounded = roundShift(y, format.fraction, format.rounding);
  const half = 1n << big(format.bits - 1);
  if (format.overflow === 'saturate') return clamp(rounded, -half, half - 1n);
  return big.asIntN(format.bits, rounded);
}

interface DriveStep {
  readonly sign: bigint;
  readonly shift: number;
  readonly pass: number;
  readonly step: number;
  readonly codes: bigint[];
}

/** Row-drive codes of the steps of one vector, [pass][step][row], with the sign of each step. */
function drive(config: PumaMvmuConfig, x: readonly number[]): DriveStep[] {
  const { inputBits: m, dacBits: d, signedInputs } = config;
  const steps = Math.ceil(m / d);
  const slice = (value: bigint, t: number): bigint => {
    const bits = Math.min(d, m - t * d);
    return floorShift(big.asUintN(m, value), t * d) % (1n << big(bits));
  };
  const result: DriveStep[] = [];
  const twoPasses = signedInputs && d > 1;
  for (let pass = 0; pass < (twoPasses ? 2 : 1); pass++) {
    for (let t = 0; t < steps; t++) {
      let sign = 1n;
      if (twoPasses && pass === 1) sign = -1n;
      if (signedInputs && !twoPasses && t === m - 1) sign = -1n;
      const values = x.map((v) => {
        if (!twoPasses) return big(v);
        const magnitude = pass === 0 ? v : -v;
        return magnitude > 0 ? big(magnitude) : 0n;
      });
      result.push({ sign, shift: t * d, pass, step: t, codes: values.map((v) => slice(v, t)) });
    }
  }
  return result;
}

/** Stored cells of one weight, low slice first, before any flip. */
function sliceWeight(config: PumaMvmuConfig, weight: number): bigint[] {
  const { weightBits: n, cellBits: c, encoding } = config;
  const differential = encoding === 'differential';
  const bits = differential ? n - 1 : n;
  const whole = differential ? big(Math.abs(weight)) : big(weight) + (1n << big(n - 1));
  const text = whole.toString(2).padStart(bits, '0');
  const cells: bigint[] = [];
  for (let high = bits; high > 0; high -= c) {
    const cell = big(`0b${text.slice(Math.max(0, high - c), high)}`);
    cells.push(differential && weight < 0 ? -cell : cell);
  }
  return cells;
}

/** @param weights [rows][columns]  @param inputs [n][rows]
 *  @param place number of the unit in its design, and starts since reset before the first vector: addresses of noise */
export function referenceMvmu(
  config: PumaMvmuConfig,
  weights: Int32Array,
  inputs: Int32Array,
  place = { macro: 0, operation: 0 },
): ReferenceRun {
  const { rows, columns, weightBits: n, cellBits: c, dacBits: d, adcBits: b, encoding } = config;
  const differential = encoding === 'differential';
  const storedBits = differential ? n - 1 : n;
  const S = Math.ceil(storedBits / c);
  const largest = Array.from({ length: S }, (_, s) => (1n << big(Math.min(c, storedBits - s * c))) - 1n);
  const cells: bigint[][][] = []; // [row][column][slice]
  for (let i = 0; i < rows; i++) {
    cells.push([]);
    for (let j = 0; j < columns; j++) cells[i]!.push(sliceWeight(config, weights[i * columns + j]!));
  }
  const flip: boolean[][] = [];
  for (let j = 0; j < columns; j++) {
    flip.push([]);
    for (let s = 0; s < S; s++) {
      let sum = 0n;
      for (let i = 0; i < rows; i++) sum += cells[i]![j]![s]!;
      const flipped = encoding === 'offset-flip' && 2n * sum > big(rows) * largest[s]!;
      flip[j]!.push(flipped);
      if (flipped) for (let i = 0; i < rows; i++) cells[i]![j]![s] = largest[s]! - cells[i]![j]![s]!;
    }
  }
  const L = bitLength(big(rows) * ((1n << big(d)) - 1n) * ((1n << big(c)) - 1n)) + (differential ? 1 : 0);
  const k = config.adcOverflow === 'drop-low' ? Math.max(0, L - b) : 0;
  const low = differential ? -(1n << big(b - 1)) : 0n;
  const high = differential ? (1n << big(b - 1)) - 1n : (1n << big(b)) - 1n;
  const run: ReferenceRun = { codes: [], sums: [], outputs: [] };
  for (let v = 0; v * rows < inputs.length; v++) {
    const x = Array.from(inputs.subarray(v * rows, (v + 1) * rows));
    const y: bigint[] = new Array(columns).fill(0n);
    for (const step of drive(config, x)) {
      let X = 0n;
      for (const code of step.codes) X += code;
      for (let j = 0; j < columns; j++) {
        let sum = 0n;
        for (let s = 0; s < S; s++) {
          let column = 0n;
          for (let i = 0; i < rows; i++) column += step.codes[i]! * cells[i]![j]![s]!;
          let code = floorShift(column, k);
          if (config.adcOverflow === 'saturate') code = clamp(code, low, high);
          if (isNoisy(config.nonideal)) {
            code = referenceNoisyCode({
              nonideal: config.nonideal,
              macro: place.macro,
              slice: s,
              largestOfCell: (1n << big(c)) - 1n,
              largest: largest[s]!,
              column: j,
              columns,
              operation: place.operation + v,
              pass: step.pass,
              step: step.step,
              drive: step.codes,
              cells: cells.map((row) => row[j]![s]!),
              signed: differential,
              k,
              low,
              high,
            });
          }
          run.codes.push(Number(code));
          let value = code << big(k);
          if (flip[j]![s]) value = largest[s]! * X - value;
          sum += value << big(s * c);
        }
        run.sums.push(Number(sum));
        if (config.output.rounding === 'per-plane') {
          const offset = differential ? 0n : X << big(n - 1);
          const rounded = roundShift(sum - offset, config.output.fraction, 'half-away');
          y[j] = y[j]! + step.sign * (rounded << big(step.shift));
        } else y[j] = y[j]! + step.sign * (sum << big(step.shift));
      }
    }
    for (let j = 0; j < columns; j++) {
      if (config.output.rounding === 'per-plane') {
        run.outputs.push(Number(big.asIntN(config.output.bits, y[j]!)));
        continue;
      }
      const offset = differential ? 0n : x.reduce((sum, value) => sum + big(value), 0n) << big(n - 1);
      run.outputs.push(Number(narrowReference(y[j]! - offset, config.output)));
    }
  }
  return run;
}

/** What a lossless chain must give: the exact integer product, narrowed once. */
export function exactOutputs(config: PumaMvmuConfig, weights: Int32Array, inputs: Int32Array): number[] {
  const { rows, columns } = config;
  const outputs: number[] = [];
  for (let v = 0; v * rows < inputs.length; v++) {
    for (let j = 0; j < columns; j++) {
      let y = 0n;
      for (let i = 0; i < rows; i++) y += big(inputs[v * rows + i]!) * big(weights[i * columns + j]!);
      outputs.push(Number(narrowReference(y, config.output)));
    }
  }
  return outputs;
}

/** Codes of a signed array and whether each is at a bound. */
export function referenceSignedArray(
  config: SignedArrayConfig,
  weights: Int32Array,
  inputs: Int32Array,
): { outputs: number[]; saturated: number[] } {
  const { rows, columns, adcBits } = config;
  const low = -(1n << big(adcBits - 1));
  const high = (1n << big(adcBits - 1)) - 1n;
  const outputs: number[] = [];
  const saturated: number[] = [];
  for (let v = 0; v * rows < inputs.length; v++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0n;
      for (let i = 0; i < rows; i++) sum += big(inputs[v * rows + i]!) * big(weights[i * columns + j]!);
      let code = clamp(sum, low, high);
      if (isNoisy(config.nonideal)) {
        code = referenceNoisyCode({
          nonideal: config.nonideal,
          macro: 0,
          slice: 0,
          largestOfCell: (1n << big(config.cellBits)) - 1n,
          largest: (1n << big(config.cellBits)) - 1n,
          column: j,
          columns,
          operation: v,
          pass: 0,
          step: 0,
          drive: Array.from(inputs.subarray(v * rows, (v + 1) * rows), big),
          cells: Array.from({ length: rows }, (_, i) => big(weights[i * columns + j]!)),
          signed: true,
          k: 0,
          low,
          high,
        });
      }
      outputs.push(Number(code));
      saturated.push(code === low || code === high ? 1 : 0);
    }
  }
  return { outputs, saturated };
}
