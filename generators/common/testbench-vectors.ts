import { indexBits } from './sizes.js';
import type { TestbenchSlice } from './testbench.js';
import type { TestbenchShape } from './testbench-shape.js';

/** Where the pins of the programming port lie in a word of the test-bench's program file. */
export interface ProgramLayout {
  readonly bits: number;
  /** 32-bit words of programming data, in the low bits. */
  readonly dataWords: number;
  readonly fields: readonly { readonly signal: string; readonly lsb: number; readonly width: number }[];
}

/** Every field begins at a hexadecimal digit: data, one digit of flags, three of the row, two of the slice. */
export function programLayout({ rows, slices, sliced, dataBits }: TestbenchShape): ProgramLayout {
  const dataWords = Math.ceil(dataBits / 32);
  const top = 32 * dataWords;
  const fields = [
    { signal: 'prog_data', lsb: 0, width: dataBits },
    { signal: 'prog_row', lsb: top + 4, width: indexBits(rows) },
  ];
  if (sliced) {
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

/** Where the pins of a stream lie in a word of its file: each begins at a hexadecimal digit, the last pin lowest. */
export function wordFields(pins: readonly { readonly signal: string; readonly width: number }[]) {
  let top = 0;
  const fields = [...pins].reverse().map((pin) => {
    const lsb = top;
    top += 4 * Math.ceil(pin.width / 4);
    return { ...pin, lsb };
  });
  return { bits: top, fields };
}

/** The file of a stream's words. @param words a value for each pin */
export function wordsHex(
  pins: readonly { readonly width: number }[],
  words: readonly (readonly number[])[],
): string {
  return lines(
    words.map((word) => word.map((value, k) => hex(value, Math.ceil(pins[k]!.width / 4))).join('')),
  );
}

/** The input file: one element a line, two's complement of `bits` bits. */
export function inputHex(inputs: Int32Array, bits: number): string {
  const mask = 2 ** bits - 1;
  return lines(Array.from(inputs, (x) => hex(x & mask, Math.ceil(bits / 4))));
}

/** Bits of an expected output, and so where what is checked beside it lies. */
export const besideLsb = 56;

/** The file of expected outputs: 56 bits of two's complement, and above them what is checked beside, in whole digits. */
export function expectedHex(outputs: ArrayLike<number>, width = 0, beside?: ArrayLike<number>): string {
  const digits = Math.ceil(width / 4);
  return lines(
    Array.from(outputs, (y, k) => {
      const low = BigInt.asUintN(besideLsb, BigInt(y))
        .toString(16)
        .padStart(besideLsb / 4, '0');
      return digits === 0 ? low : hex(beside?.[k] ?? 0, digits) + low;
    }),
  );
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
