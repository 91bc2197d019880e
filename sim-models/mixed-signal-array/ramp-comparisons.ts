import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';

/** Comparisons of a vector, with early stop: a group of A columns takes min(max code + 1, 2^b - 1).
 *  Source: docs/mixed-signal-arrays.md, "Ramp". @param codes [steps][columns] */
export function rampComparisons(
  { columns, adcs, adcBits }: MixedSignalArrayConfig,
  codes: Int32Array,
): number {
  let comparisons = 0;
  for (let from = 0; from < codes.length; from += columns) {
    for (let first = 0; first < columns; first += adcs) {
      let largest = 0;
      for (let column = first; column < Math.min(first + adcs, columns); column++) {
        largest = Math.max(largest, codes[from + column]!);
      }
      comparisons += Math.min(largest + 1, 2 ** adcBits - 1);
    }
  }
  return comparisons;
}
