import { literal, type UInt, uint, uintBelow } from '../../../hdl-dsl/index.js';

/** Where the sums of filters lie: filter p is word floor(p / B) of bank p mod B. */
export interface FilterBanks {
  /** B. */
  readonly banks: number;
  readonly words: number;
  bankOf(filter: UInt): UInt;
  wordOf(filter: UInt): UInt;
}

/** Lays filters out in banks so that neighbouring columns never have two filters in one: as a filter has at least two
 *  columns, `adcs` of them touch at most floor(adcs / 2) + 1 filters. B is the power of two from there on. */
export function filterBanks(adcs: number, filters: number): FilterBanks {
  const filterBits = uintBelow(filters).width;
  const bankBits = Math.min(Math.ceil(Math.log2(Math.floor(adcs / 2) + 1)), filterBits);
  const banks = 2 ** bankBits;
  const words = Math.ceil(filters / banks);
  const wordType = uintBelow(words);
  return {
    banks,
    words,
    bankOf: (filter) => (bankBits === 0 ? literal(uint(1), 0) : filter.truncate(bankBits)),
    wordOf: (filter) =>
      bankBits === filterBits
        ? literal(wordType, 0)
        : filter
            .slice(bankBits, filterBits - bankBits)
            .asUInt()
            .wrap(wordType.width),
  };
}
