import { type Bits, type Bool, concat, indexWidth, type UInt } from '../index.js';
import { constantIndex } from './index-step.js';

/** Only the lowest one of `bits`; of zeros, zeros. Width: the same. */
export function lowestOne(bits: Bits): Bits {
  return bits.and(bits.asUInt().subWrap(1).asBits().not());
}

/** Whether at most one bit is 1. */
export function atMostOne(bits: Bits): Bool {
  return bits.and(bits.asUInt().subWrap(1).asBits()).eq(0);
}

/** The number of the bit that is 1, `indexWidth(width)` bits; of zeros 0, of several ones the bitwise or of their numbers. */
export function oneHotIndex(bits: Bits): UInt {
  if (bits.width === 1) return constantIndex(1, 0);
  const digits = Array.from({ length: indexWidth(bits.width) }, (_, digit) => {
    const numbers = Array.from({ length: bits.width }, (_, i) => i).filter(
      (i) => Math.floor(i / 2 ** digit) % 2,
    );
    return bitsOf(numbers.map((i) => bits.bit(i))).reduceOr();
  });
  return bitsOf(digits).asUInt();
}

/** The bit of each number that `index` can name, as one-hot `width` bits; an index past the last gives zeros. */
export function oneHotOf(index: UInt, width: number): Bits {
  return bitsOf(Array.from({ length: width }, (_, i) => index.eq(i)));
}

/** Side by side, the first least significant. */
export function bitsOf(low: readonly Bool[]): Bits {
  const [last, ...rest] = low.toReversed();
  if (last === undefined) throw new Error('bits are made of at least one');
  return concat(last, ...rest);
}
