import { defineCodes } from '../code-entry.js';

/** Fixed point, encodings, texts of constants and selections in the hardware language (E026 to E032). */
export const valueCodes = defineCodes([
  {
    code: 'CW-E026',
    title: 'fixed-point formats differ',
    exitStatus: 1,
    explanation:
      'A fixed-point number is assigned to a signal of the same format only, because equal bits mean another number under another format. `.to(q(i, f))` gives the same number in another format, and asks for a rounding or an overflow where bits are lost. `asFixed(q(i, f))`, `asSInt()` and `asBits()` keep the bits and change what they mean. Operands of `add`, `mul` and comparisons may have different formats, as the results are exact.',
    example: 'gain.next(x);   // gain: q(2, 6), x: q(4, 4); write x.to(q(2, 6), { overflow: "saturate" })',
  },
  {
    code: 'CW-E027',
    title: 'constant that a fixed-point type cannot hold exactly',
    exitStatus: 1,
    explanation:
      'A constant of a fixed-point type is a multiple of its step, 2^-fraction: nothing is rounded silently. Note that 0.1 is no binary fraction of any length. `q.from(type, 0.1, { rounding: "half-even" })` rounds it and says how.',
    example: 'm.regs({ gain: q(2, 6, { reset: 0.3 }) });   // 0.296875 and 0.3125 are multiples of 2^-6',
  },
  {
    code: 'CW-E028',
    title: 'fixed-point conversion that does not say how it ends',
    exitStatus: 1,
    explanation:
      'A conversion to fewer fraction bits needs a `rounding`, one to fewer integer bits an `overflow`. Every rounding but `truncate` may carry into one more integer bit, so it needs an `overflow` too unless the new format has that bit. A conversion that loses nothing needs neither.',
    example:
      "x.to(q(2, 6))   // x: q(4, 8); write x.to(q(2, 6), { rounding: 'half-even', overflow: 'saturate' })",
  },
  {
    code: 'CW-E029',
    title: 'encoding of a member out of range or given twice',
    exitStatus: 1,
    explanation:
      'The members of an enumeration have distinct encodings, integers from 0 of at most 65536 bits. An enumeration is as wide as its largest encoding needs. An array of members is encoded 0, 1, 2 ..., or with `{ encoding: "one-hot" }` or `{ encoding: "gray" }` accordingly.',
    example: "enumOf('state', { Idle: 0, Run: 0 })",
  },
  {
    code: 'CW-E030',
    title: 'text of a constant that cannot be read',
    exitStatus: 1,
    explanation:
      "A constant as text has digits of a base: `'42'`, `'0xff'`, `'0b1010'`, `'0o17'`, with single underscores between digits where wanted and a minus sign in front. With a size, as in `'8b1010_0101'` or `'8hff'` (bases b, o, d, h), it is a pattern of exactly that many bits, and stands for a constant of that width only; for a signed type its top bit is the sign.",
    example: "count.next('0b1020');   // 2 is no binary digit",
  },
  {
    code: 'CW-E031',
    title: 'divisor out of range',
    exitStatus: 1,
    explanation:
      '`divideBy` and `modulo` divide by a constant, an integer from 1, because such a division is one multiplication. For a negative divisor, negate the quotient. A division by a signal takes many cycles or much hardware, so the language has none: write the divider that the design can afford.',
    example: 'x.modulo(0)',
  },
  {
    code: 'CW-E032',
    title: 'one-hot multiplexer with too few or too many selects',
    exitStatus: 1,
    explanation:
      '`oneHotMux(selects, values)` needs one select for each value: an array of bools, or bits of which bit 0 chooses the first value. Both lists have one length, and there is at least one value.',
    example: 'oneHotMux(grant, [a, b, c])   // grant: bits(4)',
  },
]);
