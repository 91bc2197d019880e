import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';

const pow2 = (k: number): bigint => 1n << BigInt(k);
const clamp = (v: bigint, min: bigint, max: bigint) => (v < min ? min : v > max ? max : v);
const floorShift = (v: bigint, k: number) => v >> BigInt(k);

/** What an ideal array makes of one vector, as big integers in trace order. */
export interface PlainRun {
  /** Step by step, output by output, bit by bit. */
  readonly codes: readonly bigint[];
  readonly outputs: readonly bigint[];
  /** Comparisons of a ramp. */
  readonly ramps: number;
}

/** Input steps, bits of an input in a step, codes of an output. */
export function shapeOf({ style, inputBits, weightBits }: MixedSignalArrayConfig) {
  const serial = style === 'bit-serial-sram' || style === 'resistive-ramp';
  return {
    steps: serial ? inputBits : 1,
    stepBits: serial ? 1 : inputBits,
    codesPerOutput: style === 'bit-serial-sram' ? weightBits : 1,
  };
}

/** The level that a cell holds, or for `bit-serial-sram` the bits of its row of cells. */
export function cellOf(config: MixedSignalArrayConfig, weight: number): bigint {
  switch (config.style) {
    case 'xnor-capacitor':
      return weight === 1 ? 1n : 0n;
    case 'bit-serial-sram':
      return BigInt.asUintN(config.weightBits, BigInt(weight));
    default:
      return BigInt(weight) + pow2(config.weightBits - 1);
  }
}

/** Equations of docs/mixed-signal-arrays.md, written out term by term: slow, and hard to get wrong.
 *  @param weights rows x columns  @param inputs rows
 *  @param disturb what a faulty converter makes of a code */
export function plainRun(
  config: MixedSignalArrayConfig,
  weights: readonly number[],
  inputs: readonly number[],
  disturb: (code: bigint) => bigint = (code) => code,
): PlainRun {
  const { style, rows, columns, weightBits, adcs, adcBits: b, adcStep: k } = config;
  const half = BigInt(Math.ceil(rows / 2));
  const { steps, codesPerOutput } = shapeOf(config);
  const largest = pow2(b) - 1n;
  const sumOf = (t: number, j: number, m: number): bigint =>
    inputs.reduce((sum, x, i) => {
      const w = weights[i * columns + j] ?? 0;
      if (style === 'xnor-capacitor') return sum + (x === w ? 1n : 0n);
      if (style === 'multibit-capacitor') return sum + BigInt(x) * cellOf(config, w);
      const bit = BigInt((x >> t) & 1);
      if (style === 'resistive-ramp') return sum + bit * cellOf(config, w);
      return sum + bit * ((cellOf(config, w) >> BigInt(m)) & 1n);
    }, 0n);
  const codeOf = (sum: bigint): bigint =>
    style === 'xnor-capacitor'
      ? clamp(floorShift(sum - half, k), -pow2(b - 1), pow2(b - 1) - 1n)
      : clamp(floorShift(sum, k), 0n, largest);

  const codes: bigint[] = [];
  const outputs = new Array<bigint>(columns).fill(0n);
  let ramps = 0;
  for (let t = 0; t < steps; t++) {
    for (let j = 0; j < columns; j++)
      for (let m = 0; m < codesPerOutput; m++) {
        const code = disturb(codeOf(sumOf(t, j, m)));
        codes.push(code);
        const scaled = code * pow2(k + t);
        const sign = style === 'bit-serial-sram' && m === weightBits - 1 ? -1n : 1n;
        outputs[j] = (outputs[j] ?? 0n) + sign * pow2(m) * scaled;
      }
    for (let first = 0; first < columns; first += adcs) {
      const group = codes.slice(t * columns + first, t * columns + Math.min(first + adcs, columns));
      const most = group.reduce((max, code) => (code > max ? code : max), 0n);
      ramps += Number(most + 1n < largest ? most + 1n : largest);
    }
  }
  const x = inputs.reduce((sum, value) => sum + BigInt(value), 0n);
  const finished = outputs.map((y) => {
    if (style === 'bit-serial-sram') return y;
    if (style !== 'xnor-capacitor') return y - pow2(weightBits - 1) * x;
    // b = 1: the code is 0 or -1.
    return b === 1 ? (y >= 0n ? 1n : -1n) : 2n * (y + half) - BigInt(rows);
  });
  return { codes, outputs: finished, ramps };
}

/** The product x.w: no steps, cells or codes in sight. For converters that lose nothing. */
export function exactProduct(
  config: MixedSignalArrayConfig,
  weights: readonly number[],
  inputs: readonly number[],
): bigint[] {
  return Array.from({ length: config.columns }, (_, j) =>
    inputs.reduce((sum, x, i) => sum + BigInt(x) * BigInt(weights[i * config.columns + j] ?? 0), 0n),
  );
}

/** No column sum can leave the range of its converter, or lose its low bits. */
export function isLossless(config: MixedSignalArrayConfig): boolean {
  const { style, rows, weightBits, inputBits, adcBits, adcStep } = config;
  if (adcStep > 0) return false;
  const largest = {
    'xnor-capacitor': 0,
    'multibit-capacitor': rows * (2 ** inputBits - 1) * (2 ** weightBits - 1),
    'bit-serial-sram': rows,
    'resistive-ramp': rows * (2 ** weightBits - 1),
  }[style];
  if (style !== 'xnor-capacitor') return largest <= 2 ** adcBits - 1;
  return adcBits > 1 && Math.ceil(rows / 2) <= 2 ** (adcBits - 1) && rows / 2 <= 2 ** (adcBits - 1) - 1;
}
