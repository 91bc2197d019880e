/** Combines neighbours, then their results, and so on: as few steps one behind the other as can be. At least one term. */
export function balanced<T>(terms: readonly T[], combine: (a: T, b: T) => T): T {
  const [first] = terms;
  if (first === undefined) throw new RangeError('nothing to combine');
  if (terms.length === 1) return first;
  const half = Math.ceil(terms.length / 2);
  return combine(balanced(terms.slice(0, half), combine), balanced(terms.slice(half), combine));
}
