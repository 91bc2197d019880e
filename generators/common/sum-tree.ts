import type { SInt } from '../../hdl-dsl/index.js';

/** Sum of neighbours, of their sums, and so on: as few adders one behind the other as can be; at least one term. */
export function sumTree(terms: readonly SInt[]): SInt {
  const [first, ...others] = terms;
  if (first === undefined) throw new RangeError('nothing to add');
  if (others.length === 0) return first;
  const half = Math.ceil(terms.length / 2);
  return sumTree(terms.slice(0, half)).add(sumTree(terms.slice(half)));
}
