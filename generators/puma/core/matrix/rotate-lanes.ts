import { type Bits, bits, concat, literal, type UInt } from '../../../../hdl-dsl/index.js';

/** Words by lane, from the first word's bank up and around, of words by bank.
 *  @param words `lanes` words, word b at [b*wordBits +: wordBits]
 *  @param first bank of lane 0 */
export function banksToLanes(words: Bits, first: UInt, lanes: number): Bits {
  return lanes === 1 ? words : words.rotateRight(amount(words, first, lanes));
}

/** The other way round. */
export function lanesToBanks(words: Bits, first: UInt, lanes: number): Bits {
  return lanes === 1 ? words : words.rotateLeft(amount(words, first, lanes));
}

/** `first` words in bits; a word has a power of two of them. */
function amount(words: Bits, first: UInt, lanes: number): UInt {
  const zeros = Math.log2(words.width / lanes);
  return zeros === 0 ? first : concat(first.asBits(), literal(bits(zeros), 0)).asUInt();
}
