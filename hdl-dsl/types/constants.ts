/** A number as text: `'42'`, `'-1_000'`, `'0xff'`, `'0b1010'`, `'0o17'`, or with a size in bits `'8b1010_0101'`, `'8hff'`. */
export type TextConstant = `${number}${string}` | `-${number}${string}`;

/** What stands for a constant of `bits`, `uint` and `sint`. */
export type NumberConstant = number | bigint | TextConstant;
