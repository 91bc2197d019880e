import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../../config/signed-array.js';
import type { BlackBoxModel, PortValue } from '../../../hdl-dsl/sim/black-box-model.js';

const field = (value: PortValue | undefined, lsb: number, bits: number): bigint =>
  (BigInt(value ?? 0) >> BigInt(lsb)) & ((1n << BigInt(bits)) - 1n);

/** An ideal crossbar macro for tests, straight from its pin table: exact integers, no speed.
 *  `disturb` may change a code before it is given out. */
export function plainCrossbar(
  config: PumaMvmuConfig | SignedArrayConfig,
  disturb: (code: bigint) => bigint = (code) => code,
): BlackBoxModel {
  const { rows, columns, cellBits, dacBits, adcs, adcBits } = config;
  const signed = config.system === 'signed-array' || config.encoding === 'differential';
  const width = signed ? cellBits + 1 : cellBits;
  const largest = BigInt(rows) * BigInt(2 ** dacBits - 1) * BigInt(2 ** cellBits - 1);
  const length = largest.toString(2).length + (signed ? 1 : 0);
  const dropping = config.system === 'puma-mvmu' && config.adcOverflow === 'drop-low';
  const k = BigInt(dropping ? Math.max(0, length - adcBits) : 0);
  const codeMin = signed ? -(1n << BigInt(adcBits - 1)) : 0n;
  const codeMax = (1n << BigInt(signed ? adcBits - 1 : adcBits)) - 1n;

  return {
    create() {
      const cells = Array.from({ length: rows }, () => new Array<bigint>(columns).fill(0n));
      let held = new Array<bigint>(columns).fill(0n);
      const pack = (codes: readonly bigint[]): PortValue => {
        const all = codes.reduceRight(
          (word, code) => (word << BigInt(adcBits)) | BigInt.asUintN(adcBits, code),
          0n,
        );
        return adcs * adcBits <= 32 ? Number(all) : all;
      };
      return {
        reset() {
          held = new Array<bigint>(columns).fill(0n);
          return { code_o: pack(new Array<bigint>(adcs).fill(0n)), done_o: 0 };
        },
        clock(pins) {
          const outputs: Record<string, PortValue> = { done_o: Number(pins.convert_i ?? 0) };
          if (Number(pins.convert_i ?? 0) === 1)
            outputs.code_o = pack(
              Array.from({ length: adcs }, (_, a) => {
                const sum = held[Number(pins.column_i ?? 0) + a];
                if (sum === undefined) return 0n;
                const code = sum >> k;
                return disturb(code < codeMin ? codeMin : code > codeMax ? codeMax : code);
              }),
            );
          if (Number(pins.sample_i ?? 0) === 1)
            held = Array.from({ length: columns }, (_, j) =>
              cells.reduce((sum, row, i) => {
                let code = 0n;
                for (let p = dacBits - 1; p >= 0; p--)
                  code = 2n * code + field(pins.row_code_i, p * rows + i, 1);
                return sum + code * (row[j] ?? 0n);
              }, 0n),
            );
          const line = Number(pins.prog_row_i ?? 0);
          if (Number(pins.prog_en_i ?? 0) === 1 && line < rows)
            cells[line] = Array.from({ length: columns }, (_, j) => {
              const bits = field(pins.prog_data_i, j * width, width);
              return signed ? BigInt.asIntN(width, bits) : bits;
            });
          return outputs;
        },
      };
    },
  };
}
