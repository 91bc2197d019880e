import type { Bits, UInt } from '../index.js';
import { bitsOf } from './one-hot.js';

/** Reflected Gray code of a number: neighbours differ in one bit, and so do the last and 0. Width: the same. */
export function toGray(value: UInt): Bits {
  const binary = value.asBits();
  return binary.xor(binary.shiftRight(1));
}

/** The number of a reflected Gray code: bit i is the parity of the code's bits from i up. Width: the same. */
export function fromGray(code: Bits): UInt {
  return bitsOf(
    Array.from({ length: code.width }, (_, i) => code.slice(i, code.width - i).reduceXor()),
  ).asUInt();
}
