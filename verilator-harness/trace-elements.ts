/** Element types of the arrays in a trace file, little endian. */
export const elementTypes = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f64: Float64Array,
} as const;

export type ElementType = keyof typeof elementTypes;
export type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float64Array;

const ranges: readonly (readonly [ElementType, number, number])[] = [
  ['u8', 0, 2 ** 8 - 1],
  ['i8', -(2 ** 7), 2 ** 7 - 1],
  ['u16', 0, 2 ** 16 - 1],
  ['i16', -(2 ** 15), 2 ** 15 - 1],
  ['i32', -(2 ** 31), 2 ** 31 - 1],
  ['u32', 0, 2 ** 32 - 1],
];

/** The array in the narrowest type that holds all its values, which are exact integers below 2^53 in magnitude. */
export function narrowest(array: NumberArray): { readonly type: ElementType; readonly array: NumberArray } {
  let low = 0;
  let high = 0;
  for (let k = 0; k < array.length; k += 1) {
    const value = array[k]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const type = ranges.find(([, least, most]) => low >= least && high <= most)?.[0] ?? 'f64';
  return { type, array: array instanceof elementTypes[type] ? array : new elementTypes[type](array) };
}
