import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import type { BlackBoxModel, PortValue } from '../../../hdl-dsl/sim/black-box-model.js';
import { shapeOf } from './plain-array.js';

const field = (value: PortValue | undefined, lsb: number, bits: number): bigint =>
  (BigInt(value ?? 0) >> BigInt(lsb)) & ((1n << BigInt(bits)) - 1n);

/** An ideal macro for tests, straight from its pin table: exact integers, no speed.
 *  @param disturb what a faulty converter makes of a code */
export function plainMacro(
  config: MixedSignalArrayConfig,
  disturb: (code: bigint) => bigint = (code) => code,
): BlackBoxModel {
  const { style, rows, columns, weightBits, adcs, adcBits, adcStep } = config;
  const { stepBits, codesPerOutput } = shapeOf(config);
  const ramp = style === 'resistive-ramp';
  const width = style === 'multibit-capacitor' || ramp ? weightBits : 1;
  const cellColumns = columns * codesPerOutput;
  const xnor = style === 'xnor-capacitor';
  const half = BigInt(Math.ceil(rows / 2));
  const [least, most] = xnor
    ? [-(1n << BigInt(adcBits - 1)), (1n << BigInt(adcBits - 1)) - 1n]
    : [0n, (1n << BigInt(adcBits)) - 1n];
  const codeOf = (sum: bigint | undefined): bigint => {
    if (sum === undefined) return 0n;
    const code = (xnor ? sum - half : sum) >> BigInt(adcStep);
    return disturb(code < least ? least : code > most ? most : code);
  };
  const packed = (values: readonly bigint[], bits: number): PortValue => {
    const all = values.reduceRight((word, v) => (word << BigInt(bits)) | BigInt.asUintN(bits, v), 0n);
    return values.length * bits <= 32 ? Number(all) : all;
  };
  const zero = () => new Array<bigint>(adcs * codesPerOutput).fill(0n);
  return {
    create() {
      const cells = Array.from({ length: rows }, () => new Array<bigint>(cellColumns).fill(0n));
      let held = new Array<bigint>(cellColumns).fill(0n);
      return {
        reset() {
          held = new Array<bigint>(cellColumns).fill(0n);
          return ramp
            ? { above_o: packed(zero(), 1), done_o: 0 }
            : { code_o: packed(zero(), adcBits), done_o: 0 };
        },
        clock(pins) {
          const asked = Number((ramp ? pins.compare_i : pins.convert_i) ?? 0);
          const outputs: Record<string, PortValue> = { done_o: asked };
          const first = Number(pins.column_i ?? 0) * codesPerOutput;
          const sums = Array.from({ length: adcs * codesPerOutput }, (_, k) => held[first + k]);
          if (asked === 1 && ramp) {
            const threshold = BigInt(pins.threshold_i ?? 0);
            // Past the first one that it missed, a comparator may say anything.
            const above = sums.map((sum) => {
              if (sum === undefined) return 0n;
              const code = codeOf(sum);
              return threshold <= code || threshold > code + 1n ? 1n : 0n;
            });
            outputs.above_o = packed(above, 1);
          }
          if (asked === 1 && !ramp) outputs.code_o = packed(sums.map(codeOf), adcBits);
          if (Number(pins.sample_i ?? 0) === 1)
            held = Array.from({ length: cellColumns }, (_, c) =>
              cells.reduce((sum, row, i) => {
                let code = 0n;
                for (let b = stepBits - 1; b >= 0; b--)
                  code = 2n * code + field(pins.row_code_i, b * rows + i, 1);
                const cell = row[c] ?? 0n;
                return sum + (xnor ? (code === cell ? 1n : 0n) : code * cell);
              }, 0n),
            );
          const line = Number(pins.prog_row_i ?? 0);
          if (Number(pins.prog_en_i ?? 0) === 1 && line < rows)
            cells[line] = Array.from({ length: cellColumns }, (_, c) =>
              field(pins.prog_data_i, c * width, width),
            );
          return outputs;
        },
      };
    },
  };
}
