import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import {
  addIntervals,
  type Interval,
  interval,
  scaleInterval,
  signedBits,
  subtractIntervals,
  uniteIntervals,
  unsignedBits,
} from '../common/interval.js';
import { mixedSignalChain } from './chain.js';

/** Counts and widths of a mixed-signal array. Sums are sized for *any* codes, since non-idealities can drive a code to
 *  either end of its range where an ideal column sum never goes. */
export interface MixedSignalGeometry {
  /** Input steps. */
  readonly steps: number;
  /** Input bits driven in one step. */
  readonly dacBits: number;
  /** Groups of `adcs` outputs. */
  readonly groups: number;
  /** Codes of one output in one step. */
  readonly codesPerOutput: number;
  /** Codes are two's complement. */
  readonly signedCodes: boolean;
  /** Cells hold w + 2^(weightBits-1), whose share of the inputs comes off the result. */
  readonly offset: boolean;
  /** What an output's codes of a step count: their weighted sum times 2^shift, plus a constant. */
  readonly shift: number;
  readonly constant: 0 | 1;
  /** That sum, signed. */
  readonly sumBits: number;
  /** The sums of all steps, signed. */
  readonly accumulatorBits: number;
  /** The sum of one step's row codes, unsigned, and of all inputs, signed. */
  readonly rowSumBits: number;
  readonly inputSumBits: number;
  /** y, signed. */
  readonly resultBits: number;
}

/** Works out the counts and widths of a configuration: interval arithmetic of the equations in
 *  docs/mixed-signal-arrays.md over all codes of a converter and all inputs of the registers. */
export function mixedSignalGeometry(config: MixedSignalArrayConfig): MixedSignalGeometry {
  const { style, rows, columns, weightBits, inputBits, adcs, adcBits, adcStep } = config;
  const { perOutput, rowBits, codeMin, codeMax } = mixedSignalChain(config);
  const signedCodes = style === 'xnor-capacitor';
  const bitSerial = style === 'bit-serial-sram';
  const offset = style === 'multibit-capacitor' || style === 'resistive-ramp';
  const steps = inputBits / rowBits;

  // xnor-capacitor: 2 (2^k code + ceil(N/2)) - N is 2^(k+1) code and 1 where N is odd; a comparator gives -1 or +1.
  const comparator = signedCodes && adcBits === 1;
  const shift = signedCodes ? (comparator ? 1 : adcStep + 1) : adcStep;
  const constant = signedCodes && (comparator || rows % 2 === 1) ? 1 : 0;

  const codes = interval(codeMin, codeMax);
  const weighted = bitSerial ? bitWeighted(codes, weightBits) : codes;
  const sum = addIntervals(scaleInterval(weighted, 1n << BigInt(shift)), interval(constant, constant));
  const accumulated = scaleInterval(sum, (1n << BigInt(steps)) - 1n);
  // One step's sum reaches the adder shifted up, and the accumulator holds every partial sum.
  const term = scaleInterval(sum, 1n << BigInt(steps - 1));
  const inputSum = interval(0, rows * (2 ** inputBits - 1));
  const result = offset
    ? subtractIntervals(accumulated, scaleInterval(inputSum, 1n << BigInt(weightBits - 1)))
    : accumulated;
  return {
    steps,
    dacBits: rowBits,
    groups: Math.ceil(columns / adcs),
    codesPerOutput: perOutput,
    signedCodes,
    offset,
    shift,
    constant,
    sumBits: signedBits(sum),
    accumulatorBits: signedBits(uniteIntervals(accumulated, term)),
    rowSumBits: unsignedBits(rows * (2 ** rowBits - 1)),
    inputSumBits: signedBits(inputSum),
    resultBits: signedBits(result),
  };
}

/** Range of the sum over the bits of a weight of a code times the bit's weight. */
function bitWeighted(codes: Interval, weightBits: number): Interval {
  const top = scaleInterval(codes, 1n << BigInt(weightBits - 1));
  const lower = scaleInterval(codes, (1n << BigInt(weightBits - 1)) - 1n);
  return subtractIntervals(lower, top);
}
