import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { indexBits } from './sizes.js';
import type { TestbenchSlice } from './testbench.js';

/** Where the pins of the programming port lie in a word of the test-bench's program file. */
export interface ProgramLayout {
  readonly bits: number;
  /** 32-bit words of programming data, in the low bits. */
  readonly dataWords: number;
  readonly fields: readonly { readonly signal: string; readonly lsb: number; readonly width: number }[];
}

/** Every field begins at a hexadecimal digit: data, one digit of flags, three of the row, two of the slice. */
export function programLayout(config: PumaMvmuConfig | SignedArrayConfig, dataBits: number): ProgramLayout {
  const dataWords = Math.ceil(dataBits / 32);
  const top = 32 * dataWords;
  const fields = [
    { signal: 'prog_data', lsb: 0, width: dataBits },
    { signal: 'prog_row', lsb: top + 4, width: indexBits(config.rows) },
  ];
  if (config.system === 'puma-mvmu') {
    const { encoding, weightBits, cellBits } = config;
    const slices = Math.ceil((encoding === 'differential' ? weightBits - 1 : weightBits) / cellBits);
    fields.push({ signal: 'prog_flags', lsb: top, width: 1 });
    fields.push({ signal: 'prog_slice', lsb: top + 16, width: indexBits(slices) });
  }
  return { bits: top + 24, dataWords, fields };
}

/** The program file: of each slice array its rows, then its flip flags. */
export function programHex(slices: readonly TestbenchSlice[], layout: ProgramLayout): string {
  const word = (slice: number, row: number, flags: number, data: Uint32Array) =>
    hex(slice, 2) + hex(row, 3) + hex(flags, 1) + dataHex(data, layout.dataWords);
  return lines(
    slices.flatMap((slice, s) => {
      const rows = slice.rows.map((data, row) => word(s, row, 0, data));
      return slice.flags ? [...rows, word(s, 0, 1, slice.flags)] : rows;
    }),
  );
}

/** The input file: one element a line, two's complement of `bits` bits. */
export function inputHex(inputs: Int32Array, bits: number): string {
  const mask = 2 ** bits - 1;
  return lines(Array.from(inputs, (x) => hex(x & mask, Math.ceil(bits / 4))));
}

/** The file of expected outputs: 48 bits of two's complement, and above them the flag of a code at a bound. */
export function expectedHex(outputs: ArrayLike<number>, saturated?: Uint8Array): string {
  return lines(Array.from(outputs, (y, k) => hex(saturated?.[k] ?? 0, 1) + hex(y < 0 ? y + 2 ** 48 : y, 12)));
}

function dataHex(data: Uint32Array, words: number): string {
  let text = '';
  for (let k = words - 1; k >= 0; k--) text += hex(data[k] ?? 0, 8);
  return text;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** Simulators drop the last word of a file that ends without a newline. */
function lines(words: readonly string[]): string {
  return `${words.join('\n')}\n`;
}
