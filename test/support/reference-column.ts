import { everyLayer, type Nonideal } from '../../config/nonideal.js';
import { referenceGaussian, referenceUniform } from './reference-noise.js';

/** docs/analog.md, long-hand in BigInt: one column with non-idealities. */
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
  /** Columns of the macro. */
  readonly columns: number;
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
  /** Levels at code 0, none without. */
  readonly offset?: bigint;
  /** What is not a resistive cell: a capacitor, alone or behind an XNOR gate. */
  readonly capacitor?: 'product' | 'agreement';
}

const q16 = (value: number): bigint => (BigInt(Math.floor(value * 2 ** 50)) + 2n ** 33n) >> 34n;
const round16 = (x: bigint): bigint => (x + 2n ** 15n) >> 16n;
const clamp = (x: bigint, low: bigint, high: bigint): bigint => (x < low ? low : x > high ? high : x);

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

const drawn = new Map<string, bigint>();

/** The uniform word of a device, which is the same in every step: drawn once, while there is room. */
function ofDevice(it: NoisyColumn, kind: number, device: number, row: number): bigint {
  const address = [it.nonideal.seed, kind, it.macro, it.slice, device, 0, 0, 0, row, it.column];
  const key = address.join();
  const known = drawn.get(key);
  if (known !== undefined) return known;
  if (drawn.size > 200_000) drawn.clear();
  const u = referenceUniform(address);
  drawn.set(key, u);
  return u;
}

/** The stuck layer: 0, 1 or nothing. */
function stuckAt(it: NoisyColumn, device: number, row: number): 0 | 1 | undefined {
  const { stuckOff, stuckOn } = everyLayer(it.nonideal);
  if (stuckOff + stuckOn === 0) return undefined;
  const off = BigInt(Math.floor(stuckOff * 2 ** 32));
  const on = BigInt(Math.floor(stuckOn * 2 ** 32));
  const u = ofDevice(it, 3, device, row);
  return u < off ? 0 : u < off + on ? 1 : undefined;
}

/** Unit capacitor of a cell, Q12. */
function capacitorOf(it: NoisyColumn, row: number): bigint {
  const { capacitorMismatch } = everyLayer(it.nonideal);
  if (capacitorMismatch === 0) return 4096n;
  const sigma = round16(q16(capacitorMismatch) * 4096n);
  return clamp(4096n + round16(referenceGaussian(ofDevice(it, 4, 0, row)) * sigma), 0n, 8192n);
}

function driftOf({ nonideal }: NoisyColumn): bigint {
  const { driftTime, driftExponent } = everyLayer(nonideal);
  return driftTime > 1 ? BigInt(Math.floor(65536 * driftTime ** -driftExponent + 0.5)) : 65536n;
}

/** What a device at level 0 conducts, Q12. */
function offLevel({ nonideal, largestOfCell }: NoisyColumn): bigint {
  const { onOffRatio } = everyLayer(nonideal);
  return BigInt(Math.floor((4096 * Number(largestOfCell)) / (onOffRatio - 1) + 0.5));
}

/** Q12 of a device that shall hold `level`. */
function deviceOf(it: NoisyColumn, level: bigint, device: number, row: number): bigint {
  const { programming, irDrop } = everyLayer(it.nonideal);
  const stuck = stuckAt(it, device, row);
  let q = level * 4096n;
  if (stuck !== undefined) q = stuck === 1 ? it.largestOfCell * 4096n : 0n;
  else if (it.capacitor !== undefined) q = level * capacitorOf(it, row);
  else {
    if (programming > 0) {
      const sigma = round16(q16(programming) * it.largestOfCell * 4096n);
      const g = referenceGaussian(ofDevice(it, 0, device, row));
      q = clamp(q + round16(sigma * g), 0n, (it.largest * 4096n * 3n) / 2n);
    }
    q = round16(q * driftOf(it));
  }
  if (it.capacitor !== undefined) return q;
  q += offLevel(it);
  const rows = BigInt(it.drive.length);
  const columns = BigInt(it.columns);
  const wire = BigInt(it.column + 1) * rows + (rows - BigInt(row)) * columns;
  const whole = 2n * rows * columns;
  const lost = (2n * q16(irDrop) * wire + whole) / (2n * whole);
  return round16(q * (65536n - lost));
}

function draw(it: NoisyColumn, kind: number, row = 0): bigint {
  const { nonideal, macro, slice, operation, pass, step, column } = it;
  const address = [nonideal.seed, kind, macro, slice, 0, operation, pass, step, row, column];
  return referenceGaussian(referenceUniform(address));
}

/** Noise whose sigma is given in steps of the converter. */
function stepNoise(it: NoisyColumn, steps: number, kind: number, row = 0): bigint {
  if (steps === 0) return 0n;
  return round16(round16(q16(steps) * 4096n * 2n ** BigInt(it.k)) * draw(it, kind, row));
}

/** Q12, without noise of the comparator. */
function totalOf(it: NoisyColumn): bigint {
  const { read, adc, offCurrent } = everyLayer(it.nonideal);
  let positive = 0n;
  let negative = 0n;
  it.cells.forEach((cell, row) => {
    const code = it.drive[row]!;
    if (it.capacitor === 'agreement') {
      const stuck = stuckAt(it, 0, row);
      const bit = stuck === undefined ? cell : BigInt(stuck);
      if (bit === code) positive += stuck === undefined ? capacitorOf(it, row) : 4096n;
      return;
    }
    positive += code * deviceOf(it, cell > 0n ? cell : 0n, 0, row);
    if (it.signed) negative += code * deviceOf(it, cell < 0n ? -cell : 0n, 1, row);
    if (offCurrent === 'reference') negative += code * offLevel(it);
  });
  let total = positive - negative;
  if (read > 0) {
    const sigma = round16(q16(read) * isqrt((positive + negative) * 4096n));
    total += round16(sigma * draw(it, 1));
  }
  return total + stepNoise(it, adc, 2);
}

/** The ADC code of one column with non-idealities. */
export function referenceNoisyCode(it: NoisyColumn): bigint {
  const total = totalOf(it) + stepNoise(it, everyLayer(it.nonideal).comparator, 5);
  const unit = 4096n * 2n ** BigInt(it.k);
  const code = (2n * (total - 4096n * (it.offset ?? 0n)) + unit) >> BigInt(13 + it.k);
  return clamp(code, it.low, it.high);
}

/** Whether a column with non-idealities has reached threshold n of a ramp. */
export function referenceReached(it: NoisyColumn, n: number): boolean {
  const threshold = round16(4096n * BigInt(n) * 2n ** BigInt(it.k) * driftOf(it));
  return totalOf(it) + stepNoise(it, everyLayer(it.nonideal).comparator, 5, n) + 2048n >= threshold;
}
