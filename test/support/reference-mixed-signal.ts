import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { activeNonideal } from '../../config/nonideal.js';
import { type NoisyColumn, referenceNoisyCode, referenceReached } from './reference-column.js';

/** docs/mixed-signal-arrays.md, long-hand in BigInt, one number at a time. */
export interface ReferenceMixedSignal {
  /** [n][columns] */
  readonly outputs: number[];
  /** [n][steps][columns][bits] */
  readonly codes: number[];
  /** [n], of `resistive-ramp` */
  readonly ramps: number[];
  /** Codes at an end of the range, and thresholds reached by a column after one that it missed. */
  readonly seen: { saturated: number; lateThresholds: number };
}

const big = BigInt;

export function referenceMixedSignal(
  config: MixedSignalArrayConfig,
  weights: Int32Array,
  inputs: Int32Array,
): ReferenceMixedSignal {
  const { style, rows, columns, weightBits, inputBits, adcs, adcBits, adcStep, nonideal } = config;
  const binary = style === 'xnor-capacitor';
  const serial = style === 'bit-serial-sram';
  const ramp = style === 'resistive-ramp';
  const bits = serial ? weightBits : 1;
  const steps = serial || ramp ? inputBits : 1;
  const offset = binary ? Math.ceil(rows / 2) : 0;
  const low = binary ? -(2n ** big(adcBits - 1)) : 0n;
  const high = binary ? 2n ** big(adcBits - 1) - 1n : 2n ** big(adcBits) - 1n;
  const k = big(adcStep);
  const result: ReferenceMixedSignal = {
    outputs: [],
    codes: [],
    ramps: [],
    seen: { saturated: 0, lateThresholds: 0 },
  };
  const cell = (row: number, column: number, bit: number): bigint => {
    const w = big(weights[row * columns + column]!);
    if (binary) return w === 1n ? 1n : 0n;
    if (serial) return (big.asUintN(weightBits, w) >> big(bit)) % 2n;
    return w + 2n ** big(weightBits - 1);
  };
  const read = (vector: number, step: number, column: number, bit: number, drive: bigint[]): bigint => {
    const cells = drive.map((_, row) => cell(row, column, bit));
    const largest = binary || serial ? 1n : 2n ** big(weightBits) - 1n;
    if (activeNonideal(nonideal) === undefined) {
      const products = drive.map((x, row) => (binary ? (x === cells[row] ? 1n : 0n) : x * cells[row]!));
      const sum = products.reduce((total, product) => total + product, 0n);
      const code = (sum - big(offset)) >> k;
      return code < low ? low : code > high ? high : code;
    }
    const place: NoisyColumn = {
      ...{ nonideal: nonideal!, macro: 0, slice: 0, largestOfCell: largest, largest },
      ...{ column: column * bits + bit, columns: columns * bits, operation: vector, pass: 0, step, drive },
      ...{ cells, signed: false, k: adcStep, low, high, offset: big(offset) },
      ...(ramp ? {} : { capacitor: binary ? 'agreement' : 'product' }),
    };
    if (!ramp) return referenceNoisyCode(place);
    let code = 0;
    while (code < Number(high) && referenceReached(place, code + 1)) code++;
    if (code + 2 <= Number(high) && referenceReached(place, code + 2)) result.seen.lateThresholds++;
    return big(code);
  };
  for (let vector = 0; vector * rows < inputs.length; vector++) {
    const x = Array.from(inputs.subarray(vector * rows, (vector + 1) * rows), big);
    const X = x.reduce((total, value) => total + value, 0n);
    const y = new Array<bigint>(columns).fill(0n);
    let comparisons = 0;
    for (let step = 0; step < steps; step++) {
      const drive = x.map((value) => {
        if (binary) return value === 1n ? 1n : 0n;
        return steps > 1 || serial || ramp ? (value >> big(step)) % 2n : value;
      });
      const codes = y.map((_, column) =>
        Array.from({ length: bits }, (_, bit) => read(vector, step, column, bit, drive)),
      );
      for (let column = 0; column < columns; column++) {
        for (let bit = 0; bit < bits; bit++) {
          const code = codes[column]![bit]!;
          result.codes.push(Number(code));
          if (code === low || code === high) result.seen.saturated++;
          if (binary) {
            y[column] = adcBits === 1 ? 2n * code + 1n : 2n * ((code << k) + big(offset)) - big(rows);
          } else {
            const sign = serial && bit === weightBits - 1 ? -1n : 1n;
            y[column] = y[column]! + sign * (code << (big(step + bit) + k));
          }
        }
      }
      for (let first = 0; ramp && first < columns; first += adcs) {
        const group = codes.slice(first, first + adcs).map(([code]) => Number(code));
        let n = 1;
        // The ramp stops after the first threshold that none of the group has reached.
        while (n < Number(high) && group.some((code) => code >= n)) n++;
        comparisons += n;
      }
    }
    if (ramp) result.ramps.push(comparisons);
    const taken = binary || serial ? 0n : 2n ** big(weightBits - 1) * X;
    result.outputs.push(...y.map((value) => Number(value - taken)));
  }
  return result;
}

/** The product of weights and inputs. */
export function exactProduct(
  { rows, columns }: MixedSignalArrayConfig,
  weights: Int32Array,
  inputs: Int32Array,
): number[] {
  return Array.from({ length: (inputs.length / rows) * columns }, (_, at) => {
    const column = at % columns;
    const first = ((at - column) / columns) * rows;
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += inputs[first + row]! * weights[row * columns + column]!;
    return sum;
  });
}
