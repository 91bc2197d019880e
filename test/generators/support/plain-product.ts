import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';

/** Events of one vector, as big integers in trace order. */
export interface PlainRun {
  readonly codes: readonly bigint[];
  readonly sums: readonly bigint[];
  readonly outputs: readonly bigint[];
}

const pow2 = (k: number): bigint => 1n << BigInt(k);

/** Floor division by 2^k with the named rounding, by comparing the remainder with a half. */
function shiftRounded(value: bigint, k: number, rounding: string): bigint {
  const floor = value >> BigInt(k);
  const twice = 2n * (value - (floor << BigInt(k)));
  const order = twice < pow2(k) ? -1 : twice > pow2(k) ? 1 : 0;
  if (rounding === 'truncate' || order < 0 || k === 0) return floor;
  if (order > 0) return floor + 1n;
  if (rounding === 'half-up') return floor + 1n;
  if (rounding === 'half-even') return floor % 2n === 0n ? floor : floor + 1n;
  return value < 0n ? floor : floor + 1n;
}

function overflowed(value: bigint, bits: number, overflow: string): bigint {
  if (overflow === 'wrap') return BigInt.asIntN(bits, value);
  const max = pow2(bits - 1) - 1n;
  return value > max ? max : value < -max - 1n ? -max - 1n : value;
}

/** What an ideal unit computes, written out term by term over unbounded integers: slow, and hard to get wrong.
 *  @param weights rows x columns  @param inputs rows
 *  @param disturb what a faulty converter makes of a code, if it is not ideal */
export function plainRun(
  config: PumaMvmuConfig,
  weights: readonly number[],
  inputs: readonly number[],
  disturb: (code: bigint) => bigint = (code) => code,
): PlainRun {
  const { rows, columns, weightBits: n, cellBits: c, inputBits: m, dacBits: d, adcBits: b } = config;
  const differential = config.encoding === 'differential';
  const stored = differential ? n - 1 : n;
  const slices = Math.ceil(stored / c);
  const steps = Math.ceil(m / d);
  const twoPasses = config.signedInputs && d > 1;
  const largestSum = BigInt(rows) * (pow2(d) - 1n) * (pow2(c) - 1n);
  const k =
    config.adcOverflow === 'drop-low'
      ? Math.max(0, largestSum.toString(2).length + (differential ? 1 : 0) - b)
      : 0;
  const [codeMin, codeMax] = differential ? [-pow2(b - 1), pow2(b - 1) - 1n] : [0n, pow2(b) - 1n];
  const clamp = (v: bigint) => (v < codeMin ? codeMin : v > codeMax ? codeMax : v);

  const cell = (i: number, j: number, s: number): bigint => {
    const w = BigInt(weights[i * columns + j] ?? 0);
    const whole = differential ? (w < 0n ? -w : w) : w + pow2(n - 1);
    const level = (whole / pow2(s * c)) % pow2(Math.min(c, stored - s * c));
    return differential && w < 0n ? -level : level;
  };
  const drive = (i: number, pass: number, t: number): bigint => {
    const x = BigInt(inputs[i] ?? 0);
    const magnitude = !twoPasses ? BigInt.asUintN(m, x) : pass === 0 ? (x > 0n ? x : 0n) : x < 0n ? -x : 0n;
    return (magnitude / pow2(t * d)) % pow2(d);
  };

  const codes: bigint[] = [];
  const sums: bigint[] = [];
  const totals = new Array<bigint>(columns).fill(0n);
  const perPlane = config.output.rounding === 'per-plane';
  for (let pass = 0; pass < (twoPasses ? 2 : 1); pass++)
    for (let t = 0; t < steps; t++) {
      const x = Array.from({ length: rows }, (_, i) => drive(i, pass, t));
      const driven = x.reduce((a, v) => a + v, 0n);
      const negative = twoPasses ? pass === 1 : config.signedInputs && t === steps - 1;
      for (let j = 0; j < columns; j++) {
        let sum = 0n;
        for (let s = 0; s < slices; s++) {
          const largest = pow2(Math.min(c, stored - s * c)) - 1n;
          let load = 0n;
          for (let i = 0; i < rows; i++) load += cell(i, j, s);
          const flip = config.encoding === 'offset-flip' && 2n * load > BigInt(rows) * largest;
          let current = 0n;
          for (let i = 0; i < rows; i++)
            current += (x[i] ?? 0n) * (flip ? largest - cell(i, j, s) : cell(i, j, s));
          const code = disturb(clamp(current >> BigInt(k)));
          codes.push(code);
          const value = code << BigInt(k);
          sum += (flip ? largest * driven - value : value) * pow2(s * c);
        }
        sums.push(sum);
        const offset = differential ? 0n : pow2(n - 1) * driven;
        const step = perPlane
          ? shiftRounded(sum - offset, config.output.fraction, 'half-away')
          : sum - offset;
        totals[j] = (totals[j] ?? 0n) + (negative ? -step : step) * pow2(t * d);
      }
    }
  const { bits, fraction, rounding, overflow } = config.output;
  const outputs = totals.map((y) =>
    perPlane ? BigInt.asIntN(bits, y) : overflowed(shiftRounded(y, fraction, rounding), bits, overflow),
  );
  return { codes, sums, outputs };
}

/** The product x.w, narrowed: no steps, slices or codes in sight. For lossless converters only. */
export function exactProduct(
  config: PumaMvmuConfig,
  weights: readonly number[],
  inputs: readonly number[],
): bigint[] {
  const { bits, fraction, rounding, overflow } = config.output;
  return Array.from({ length: config.columns }, (_, j) => {
    const y = inputs.reduce(
      (sum, x, i) => sum + BigInt(x) * BigInt(weights[i * config.columns + j] ?? 0),
      0n,
    );
    return overflowed(shiftRounded(y, fraction, rounding), bits, overflow);
  });
}

/** No column sum of any slice can leave the range of its ADC. */
export function isLossless(config: PumaMvmuConfig): boolean {
  const largest = config.rows * (2 ** config.dacBits - 1) * (2 ** config.cellBits - 1);
  return config.encoding === 'differential'
    ? largest <= 2 ** (config.adcBits - 1) - 1
    : largest <= 2 ** config.adcBits - 1;
}
