/** One shifted copy of a value in a weighted sum. */
export interface Digit {
  readonly shift: number;
  readonly negative: boolean;
}

/** A weight as a sum of powers of two with signs, of as few as can be (canonical signed digits): 7 is 8 - 1.
 *  @param weight any integer but 0 */
export function digitsOf(weight: bigint): readonly Digit[] {
  const digits: Digit[] = [];
  let rest = weight;
  for (let shift = 0; rest !== 0n; shift++, rest >>= 1n) {
    if ((rest & 1n) === 0n) continue;
    // Next to another one, subtract here and carry: no two neighbours are used.
    const negative = (rest & 3n) === 3n;
    digits.push({ shift, negative });
    rest += negative ? 1n : -1n;
  }
  return digits;
}
