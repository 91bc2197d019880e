import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import {
  addIntervals,
  type Interval,
  interval,
  scaleInterval,
  signedBits,
  subtractIntervals,
  uniteIntervals,
  unsignedBits,
} from '../../common/interval.js';

/** Counts and widths of one matrix-vector unit. Sums are sized for *any* ADC codes, since noise can drive a code
 *  to either end of its range where an ideal column sum never goes. */
export interface MvmuGeometry {
  /** Bits of the largest cell level of each slice, slice 0 first. */
  readonly sliceBits: readonly number[];
  /** Passes over the input steps: 2 for signed inputs of several bits a step, else 1. */
  readonly passes: number;
  /** Input steps a pass. */
  readonly steps: number;
  /** Steps of all passes. */
  readonly planes: number;
  /** Groups of `adcs` columns, converted one a cycle. */
  readonly groups: number;
  /** A differential pair has signed cells and signed ADC codes. */
  readonly differential: boolean;
  /** Bits of one cell on the programming port. */
  readonly cellWidth: number;
  /** Low bits of a column sum that a `drop-low` ADC does not deliver. */
  readonly dropShift: number;
  /** X_t, the sum of one step's row-drive codes, unsigned. */
  readonly rowSumBits: number;
  /** Sum of all inputs, signed. */
  readonly inputSumBits: number;
  /** Value of one conversion after flip and drop-low are restored, signed, one width a slice. */
  readonly valueBits: readonly number[];
  /** Sum over the slices of one step and column (event `sum`), signed. */
  readonly sumBits: number;
  /** A step's sum less its share of the offset, signed (rounding `per-plane`). */
  readonly planeBits: number;
  /** Accumulated sums, signed; `per-plane` accumulates modulo 2^output.bits. */
  readonly accumulatorBits: number;
  /** The exact result, signed. */
  readonly resultBits: number;
}

/** Works out the counts and widths of a configuration.
 *
 *  Each range is the interval arithmetic of the equations in docs/mvmu.md over all codes an ADC can give and all
 *  inputs a register can hold; a width is the narrowest that holds its range. */
export function mvmuGeometry(config: PumaMvmuConfig): MvmuGeometry {
  const { rows, weightBits, cellBits, inputBits, dacBits, adcBits } = config;
  const differential = config.encoding === 'differential';
  const storedBits = differential ? weightBits - 1 : weightBits;
  const sliceBits = Array.from({ length: Math.ceil(storedBits / cellBits) }, (_, s) =>
    Math.min(cellBits, storedBits - s * cellBits),
  );
  const passes = config.signedInputs && dacBits > 1 ? 2 : 1;
  const steps = Math.ceil(inputBits / dacBits);
  const rowSum = interval(0, rows * (2 ** dacBits - 1));

  const largestSumBits =
    unsignedBits(rows * (2 ** dacBits - 1) * (2 ** cellBits - 1)) + (differential ? 1 : 0);
  const dropShift = config.adcOverflow === 'drop-low' ? Math.max(0, largestSumBits - adcBits) : 0;
  const codes = differential
    ? interval(-(2 ** (adcBits - 1)), 2 ** (adcBits - 1) - 1)
    : interval(0, 2 ** adcBits - 1);
  const plain = scaleInterval(codes, 1n << BigInt(dropShift));
  const values = sliceBits.map((bits): Interval => {
    if (config.encoding !== 'offset-flip') return plain;
    const restored = subtractIntervals(scaleInterval(rowSum, (1n << BigInt(bits)) - 1n), plain);
    return uniteIntervals(plain, restored);
  });
  const sum = addIntervals(...values.map((value, s) => scaleInterval(value, 1n << BigInt(s * cellBits))));

  const inputs = config.signedInputs
    ? interval(-(2 ** (inputBits - 1)), 2 ** (inputBits - 1) - 1)
    : interval(0, 2 ** inputBits - 1);
  const inputSum = scaleInterval(inputs, BigInt(rows));
  // A step that counts negatively passes through the adder as a positive number.
  const inputTerm = interval(0, rows * (config.signedInputs ? 2 ** (inputBits - 1) : 2 ** inputBits - 1));
  const offset = differential ? 0n : 1n << BigInt(weightBits - 1);
  const accumulated = accumulatedRange(config, sum, passes, steps);
  const term = scaleInterval(sum, 1n << BigInt((steps - 1) * dacBits));
  const perPlane = config.output.rounding === 'per-plane';
  return {
    sliceBits,
    passes,
    steps,
    planes: passes * steps,
    groups: Math.ceil(config.columns / config.adcs),
    differential,
    cellWidth: differential ? cellBits + 1 : cellBits,
    dropShift,
    rowSumBits: unsignedBits(rowSum.max),
    inputSumBits: signedBits(uniteIntervals(inputSum, inputTerm)),
    valueBits: values.map(signedBits),
    sumBits: signedBits(sum),
    planeBits: signedBits(subtractIntervals(sum, scaleInterval(rowSum, offset))),
    accumulatorBits: perPlane ? config.output.bits : signedBits(uniteIntervals(accumulated, term)),
    resultBits: perPlane
      ? config.output.bits
      : signedBits(subtractIntervals(accumulated, scaleInterval(inputSum, offset))),
  };
}

/** Range of the sum over all steps of +-2^(t*d) times a step's sum. It holds the partial sums too, because the range
 *  of every term has 0 in it. */
function accumulatedRange(config: PumaMvmuConfig, sum: Interval, passes: number, steps: number): Interval {
  const weights = Array.from({ length: steps }, (_, t) => 1n << BigInt(t * config.dacBits));
  const all = weights.reduce((total, weight) => total + weight, 0n);
  if (!config.signedInputs) return scaleInterval(sum, all);
  const negative = passes === 2 ? all : (weights.at(-1) ?? 0n);
  const positive = passes === 2 ? all : all - negative;
  return subtractIntervals(scaleInterval(sum, positive), scaleInterval(sum, negative));
}
